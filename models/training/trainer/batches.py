"""One training step's worth of samples, and what the network gets wrong on them."""
import random

import torch

import augment
import loss

TEMPORAL_WEIGHT = 2.0
STILLNESS_WEIGHT = 6.0  # of what differs between neighbours: it is small, and it is what flickers on film


def error_on_singles(predict, samples, size):
    images, inverses = augment.singles(*samples, size)
    return loss.supervised(predict(images), inverses)


def error_on_pairs(predict, samples):
    """Both frames of each pair count as pictures; what should not differ between them counts on top."""
    images, inverses, places = augment.pairs(*samples)
    prediction = predict(images)
    total, parts = loss.supervised(prediction, inverses)
    steadiness = loss.temporal(*prediction.chunk(2), places)
    return total + TEMPORAL_WEIGHT * steadiness, {**parts, 'temporal': steadiness.detach()}


def error_on_neighbours(predict, samples, size):
    """As pairs, on two cuts of a picture hardly apart: what differs between them is what flickers on film."""
    images, inverses, places = augment.neighbours(*samples, size)
    prediction = predict(images)
    total, parts = loss.supervised(prediction, inverses)
    steadiness = loss.temporal(*prediction.chunk(2), places)
    return total + STILLNESS_WEIGHT * steadiness, {**parts, 'stillness': steadiness.detach()}


def predictor(network, asks_detail, is_half):
    """The network in 16-bit arithmetic (bfloat16, weights stay 32 bits) or not; the answer is always 32 bits."""
    answer = network if asks_detail else network.coarse

    def predict(images):
        with torch.autocast(images.device.type, dtype=torch.bfloat16, enabled=is_half):
            return answer(images.contiguous(memory_format=torch.channels_last)).float()
    return predict


def error_on(predict, draw, pool, batch):
    """Total to follow downhill, and its parts by name."""
    if draw.is_twofold:
        return error_on_neighbours(predict, pool.draw(draw.kind, batch // 2), random.choice(draw.sizes))
    if draw.sizes:
        return error_on_singles(predict, pool.draw(draw.kind, batch), random.choice(draw.sizes))
    return error_on_pairs(predict, pool.draw(draw.kind, batch // 2))
