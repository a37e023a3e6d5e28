"""Sizes and shares of what a training run sees."""

# (name, width, height): 'small' feeds the trunk alone at the size it works at, 'full' and 'pair' feed everything.
KINDS = {
    'small': [('small', 192, 128), ('small', 160, 128), ('small', 128, 192)],
    'full': [('full', 320, 256), ('full', 256, 256), ('full', 256, 320)],
    'pair': [('pair', 256, 192)],
}
ALL_KINDS = [kind for kinds in KINDS.values() for kind in kinds]

# Trunk steps are four times as cheap, and context is what needs most pictures; 'halved' are full pictures made small.
MIX = [('small', .42), ('halved', .14), ('full', .34), ('pair', .10)]
