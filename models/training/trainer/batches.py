"""One training step's worth of samples, and what the network gets wrong on them."""
import random

import numpy as np
import torch

import augment
import loss

TEMPORAL_WEIGHT = .5


def tensor(arrays, device):
    return torch.from_numpy(np.stack(arrays).astype(np.float32)).to(device)


def error_on_singles(predict, samples, shrinks, device):
    if shrinks:
        samples = [augment.halved(sample) for sample in samples]
    images, inverses = zip(*[augment.single(sample) for sample in samples])
    return loss.supervised(predict(tensor(images, device)), tensor(inverses, device))


def error_on_pairs(predict, samples, device):
    """Both frames of each pair count as pictures; what should not differ between them counts on top."""
    images = tensor([augment.photometric(frames[k]) for k in (0, 1) for frames, _, _ in samples], device)
    inverses = tensor([inverse[k] for k in (0, 1) for _, inverse, _ in samples], device)
    prediction = predict(images)
    total, parts = loss.supervised(prediction, inverses)
    first, second = prediction.split(len(samples))
    steadiness = loss.temporal(first, second, tensor([places for _, _, places in samples], device))
    return total + TEMPORAL_WEIGHT * steadiness, {**parts, 'temporal': steadiness.item()}


def error_on(network, draw, pool, batch, device):
    """Total to follow downhill, and its parts by name."""
    predict = network if draw.asks_detail else network.coarse
    kind = random.choice(draw.kinds)
    if kind[0] == 'pair':
        return error_on_pairs(predict, pool.draw(kind, batch // 2), device)
    return error_on_singles(predict, pool.draw(kind, batch), draw.shrinks, device)
