"""What is wrong with a prediction, in numbers that can be followed downhill.

The target is inverse depth divided by its 98th percentile: sky 0, the nearest things about 1. The usual free scale
and shift (Ranftl et al. 2020, MiDaS) as the only target did not learn in a short run; as a part beside the direct
target it helps.
"""
import torch
from torch.nn import functional as F

NEAREST = 1.6         # a few pixels beyond the 98th percentile must not decide the scale
SCALES = 4            # of the gradient term, each half the size of the one before
ORDINAL_PAIRS = 2048  # per picture
WEIGHTS = {'direct': 2.0, 'gradient': 1.0, 'aligned': .3, 'ordinal': .1}


def canonical(inverse):
    """N x H x W in 1/metres to N x 1 x H x W targets. Scale from every seventh pixel: a sort of all is slow."""
    nearest = torch.quantile(inverse.flatten(1)[:, ::7], .98, dim=1).clamp(min=1e-4)
    return (inverse / nearest[:, None, None]).clamp(max=NEAREST)[:, None]


def direct(prediction, target):
    """Mean error, with the far half of the scene counted up: a small error there is a large one in metres."""
    weight = .4 + .15 / (target + .15)
    return ((prediction - target).abs() * weight).mean()


def gradient(prediction, target):
    """Difference of slopes: wrong, missing and soft outlines (Li and Snavely 2018)."""
    difference, total = prediction - target, 0
    for _ in range(SCALES):
        total = total + (difference[..., 1:] - difference[..., :-1]).abs().mean()
        total = total + (difference[..., 1:, :] - difference[..., :-1, :]).abs().mean()
        difference = difference[..., ::2, ::2]
    return total


def aligned(prediction, target):
    """Mean error after the best scale and shift of each picture, relative to the target's spread."""
    p, t = prediction.flatten(1), target.flatten(1)
    p, t = p - p.mean(1, keepdim=True), t - t.mean(1, keepdim=True)
    scale = ((p * t).mean(1, keepdim=True) / ((p * p).mean(1, keepdim=True) + 1e-6)).clamp(.2, 5)
    return ((p * scale - t).abs().mean(1) / (t.abs().mean(1) + .02)).mean()


def ordinal(prediction, target):
    """Pairs whose depths differ by a tenth or more should be told apart, the right way round (Chen et al. 2016)."""
    p, t = prediction.flatten(1), target.flatten(1)
    a, b = torch.randint(p.shape[1], (2, ORDINAL_PAIRS), device=p.device)
    near, far = t[:, a], t[:, b]
    differs = ((near - far).abs() > .1 * torch.maximum(near, far)) & ((near - far).abs() > .01)
    wrong = F.softplus(-20 * torch.sign(near - far) * (p[:, a] - p[:, b]))
    return (wrong * differs).sum() / (differs.sum() + 1)


def supervised(prediction, inverse):
    """Total and its parts for prediction N x 1 x H x W and inverse N x H x W."""
    target = canonical(inverse)
    parts = {name: part(prediction, target) for name, part in
             {'direct': direct, 'gradient': gradient, 'aligned': aligned, 'ordinal': ordinal}.items()}
    return sum(WEIGHTS[name] * value for name, value in parts.items()), {name: value.detach() for name, value in parts.items()}


def temporal(first, second, places):
    """Same surface, same answer: `first` carried to the second frame along the true motion, where it is visible."""
    height, width = places.shape[1:3]
    visible = (places[..., 0] >= 0).float()[:, None]
    size = places.new_tensor([width, height])
    carried = F.grid_sample(first, places * 2 / size - 1, mode='bilinear', padding_mode='border', align_corners=False)
    return ((carried - second).abs() * visible).sum() / visible.sum().clamp(min=1)
