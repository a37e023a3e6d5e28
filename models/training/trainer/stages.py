"""The two ways to train: what is drawn how often, at which size, and which part of the network answers.

`trunk` is for a few cores: the trunk alone, small pictures first and larger ones in the last part of the budget.
`whole` adds the detail branch on pictures of twice the size; most of its steps still train only the trunk, because
they are four times as cheap and what a place looks like as a whole is what needs the most samples.
"""
from dataclasses import dataclass

LATE = .65  # of the budget: from here on, the late shares count


@dataclass(frozen=True)
class Draw:
    """`share` and `late_share`: how often, relative to the other draws. `kind`: (name, width, height) of the pool's
    samples. `sizes`: (width, height) they are cut and shrunk to, one for the batch; none = as they are (pairs).
    `is_twofold`: each gives two pictures hardly apart."""
    share: float
    late_share: float
    kind: tuple
    sizes: tuple = ()
    asks_detail: bool = False
    is_twofold: bool = False


@dataclass(frozen=True)
class Stage:
    draws: dict
    validation_size: tuple
    asks_detail: bool

    @property
    def kinds(self):
        return list(dict.fromkeys(draw.kind for draw in self.draws.values()))

    def shares(self, progress):
        """How often each draw is due when `progress` (0..1) of the budget is spent."""
        return [draw.late_share if progress >= LATE else draw.share for draw in self.draws.values()]


LYING = ('full', 256, 192)
WIDE = ('full', 288, 160)
UPRIGHT = ('full', 192, 256)
PAIR = ('pair', 224, 160)
LARGE_LYING = ('full', 384, 288)
LARGE_UPRIGHT = ('full', 288, 384)

STAGES = {
    'trunk': Stage({
        'lying': Draw(.45, .15, LYING, ((160, 128), (192, 128), (192, 160))),
        'wide': Draw(.20, .05, WIDE, ((224, 128), (192, 96))),
        'upright': Draw(.15, .05, UPRIGHT, ((128, 160), (128, 192))),
        'largeLying': Draw(.03, .35, LYING, ((256, 192), (224, 192))),
        'largeWide': Draw(.01, .15, WIDE, ((288, 160),)),
        'largeUpright': Draw(.01, .10, UPRIGHT, ((192, 256),)),
        'pair': Draw(.10, .05, PAIR),
        'still': Draw(.20, .20, LYING, ((192, 128), (192, 160), (224, 160)), is_twofold=True),
    }, (256, 192), asks_detail=False),
    'whole': Stage({
        'small': Draw(.55, .20, LARGE_LYING, ((192, 128), (192, 160), (256, 192), (256, 160))),
        'smallUpright': Draw(.15, .05, LARGE_UPRIGHT, ((128, 192), (192, 256))),
        'full': Draw(.15, .45, LARGE_LYING, ((384, 256), (320, 256)), asks_detail=True),
        'fullUpright': Draw(.05, .15, LARGE_UPRIGHT, ((256, 320),), asks_detail=True),
        'pair': Draw(.10, .15, ('pair', 256, 192), asks_detail=True),
    }, (320, 256), asks_detail=True),
}
