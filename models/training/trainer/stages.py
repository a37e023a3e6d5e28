"""The two ways to train: what is drawn how often, and which part of the network answers.

`trunk` is for a few cores: small pictures and the trunk alone, which is what ships until a GPU run. `whole` adds the
detail branch on pictures of twice the size; two thirds of its steps still train only the trunk, because they are four
times as cheap and what a place looks like as a whole is what needs the most samples.
"""
from dataclasses import dataclass


@dataclass(frozen=True)
class Draw:
    """`kinds`: (name, width, height) of samples in the pool. `shrinks`: halve them first. `asks_detail`: whole network."""
    share: float
    kinds: tuple
    shrinks: bool = False
    asks_detail: bool = False


@dataclass(frozen=True)
class Stage:
    draws: dict
    validation_size: tuple
    asks_detail: bool

    @property
    def kinds(self):
        return list(dict.fromkeys(kind for draw in self.draws.values() for kind in draw.kinds))


SMALL = (('small', 192, 128), ('small', 160, 128), ('small', 192, 160), ('small', 128, 192))
FULL = (('full', 320, 256), ('full', 256, 256), ('full', 256, 320))

STAGES = {
    'trunk': Stage({'small': Draw(.85, SMALL), 'pair': Draw(.15, (('pair', 192, 128),))}, (160, 128), asks_detail=False),
    'whole': Stage({
        'small': Draw(.42, SMALL),
        'halved': Draw(.14, FULL, shrinks=True),
        'full': Draw(.34, FULL, asks_detail=True),
        'pair': Draw(.10, (('pair', 256, 192),), asks_detail=True),
    }, (320, 256), asks_detail=True),
}
