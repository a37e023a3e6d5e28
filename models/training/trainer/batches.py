"""One training step's worth of samples, and what the network gets wrong on them."""
import random

import numpy as np
import torch

import augment
import loss
from kinds import KINDS

TEMPORAL_WEIGHT = .5


def tensor(arrays, device):
    return torch.from_numpy(np.stack(arrays).astype(np.float32)).to(device)


def error_on_singles(network, pool, kind, batch, device):
    """`small` and `halved` pictures go through the trunk alone, `full` ones through everything."""
    samples = pool.draw(random.choice(KINDS['full' if kind == 'halved' else kind]), batch)
    if kind == 'halved':
        samples = [augment.halved(sample) for sample in samples]
    images, inverses = zip(*[augment.single(sample) for sample in samples])
    predict = network if kind == 'full' else network.coarse
    return loss.supervised(predict(tensor(images, device)), tensor(inverses, device))


def error_on_pairs(network, pool, batch, device):
    """Both frames of each pair count as pictures; what should not differ between them counts on top."""
    samples = pool.draw(random.choice(KINDS['pair']), batch // 2)
    images = tensor([augment.photometric(frames[k]) for k in (0, 1) for frames, _, _ in samples], device)
    inverses = tensor([inverse[k] for k in (0, 1) for _, inverse, _ in samples], device)
    prediction = network(images)
    total, parts = loss.supervised(prediction, inverses)
    first, second = prediction.split(len(samples))
    steadiness = loss.temporal(first, second, tensor([places for _, _, places in samples], device))
    return total + TEMPORAL_WEIGHT * steadiness, {**parts, 'temporal': steadiness.item()}


def error_on(network, pool, kind, batch, device):
    """Total to follow downhill, and its parts by name."""
    if kind == 'pair':
        return error_on_pairs(network, pool, batch, device)
    return error_on_singles(network, pool, kind, batch, device)
