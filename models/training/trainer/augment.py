"""What cameras, codecs and colourists do to pictures, at random and by the batch; depth only follows flips and cuts.

Samples come as the generator made them: images N x H x W x 3 uint8, inverses N x H x W float16, of pairs 2N x ...,
first frames first. All of it runs where the batch lies, so that a GPU is not kept waiting by a processor.
"""
import random

import torch
from torch.nn import functional as F

LEAST_CUT = .6  # of the sides
NEARBY_SHIFT, NEARBY_ZOOM = 2.5, .015  # pixels of the sample, and share: from one frame to the next
GRAIN = .025    # standard deviation at most
BLOCK = 8       # of JPEG
# Quantisation of JPEG at quality 50 (ITU-T T.81, annex K): luminance, then both chrominances.
LUMINANCE = torch.tensor([
    [16., 11, 10, 16, 24, 40, 51, 61], [12, 12, 14, 19, 26, 58, 60, 55], [14, 13, 16, 24, 40, 57, 69, 56],
    [14, 17, 22, 29, 51, 87, 80, 62], [18, 22, 37, 56, 68, 109, 103, 77], [24, 35, 55, 64, 81, 104, 113, 92],
    [49, 64, 78, 87, 103, 121, 120, 101], [72, 92, 95, 98, 112, 100, 103, 99]])
CHROMINANCE = torch.full((8, 8), 99.)
CHROMINANCE[:4, :4] = torch.tensor([[17., 18, 24, 47], [18, 21, 26, 66], [24, 26, 56, 99], [47, 66, 99, 99]])
TO_YCC = [[.299, .587, .114], [-.1687, -.3313, .5], [.5, -.4187, -.0813]]


def some(count, share, device):
    """N booleans, each true with probability `share`."""
    return torch.rand(count, device=device) < share


def uniform(count, low, high, device):
    """N x 1 x 1 x 1 values."""
    return torch.rand(count, 1, 1, 1, device=device) * (high - low) + low


def planes(images):
    """N x H x W x 3 bytes to N x 3 x H x W in 0..1."""
    return images.permute(0, 3, 1, 2).float() / 255


def cut(images, inverses, size):
    """Parts of N x 3 x H x W pictures at a new size (width, height), the same share of each at its own place."""
    count, _, height, width = images.shape
    share = random.uniform(LEAST_CUT, 1)
    w, h = (int(side * min(1, share * random.uniform(.95, 1.05))) for side in (width, height))
    corners = [(random.randint(0, height - h), random.randint(0, width - w)) for _ in range(count)]
    images = torch.stack([image[:, y:y + h, x:x + w] for image, (y, x) in zip(images, corners)])
    inverses = torch.stack([inverse[y:y + h, x:x + w] for inverse, (y, x) in zip(inverses, corners)])
    images = F.interpolate(images, size[::-1], mode='bilinear', align_corners=False, antialias=True)
    # Nearest: a blend of two depths is the depth of nothing.
    return images, F.interpolate(inverses[:, None].float(), size[::-1], mode='nearest-exact')[:, 0]


def cosines(device):
    """The discrete cosine transform of a block of 8 x 8, as a 64 x 64 matrix."""
    k, n = torch.meshgrid(torch.arange(8., device=device), torch.arange(8., device=device), indexing='ij')
    matrix = torch.cos((n + .5) * k * torch.pi / BLOCK) / 2
    matrix[0] /= 2 ** .5
    return torch.kron(matrix, matrix)


def quantised(plane, table, scale):
    """N x C x H x W (sides: multiples of 8) rounded in frequency, block by block, by the table (of 255) times N scales."""
    count, channels, height, width = plane.shape
    shape = (count, channels, height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    blocks = plane.reshape(shape).transpose(3, 4).reshape(count, -1, BLOCK * BLOCK)
    matrix = cosines(plane.device)
    steps = table.flatten().to(plane.device) / 255 * scale[:, None, None]
    blocks = torch.round(blocks @ matrix.T / steps) * steps @ matrix
    return blocks.reshape(*shape[:3], shape[4], BLOCK, BLOCK).transpose(3, 4).reshape(plane.shape)


def compressed(images, quality):
    """JPEG's loss at N qualities of 1..100: colour at half size, and blocks rounded in frequency. Sides: multiples of 16."""
    mixing = torch.tensor(TO_YCC, device=images.device)
    brightness, colour = F.conv2d(images - .5, mixing[:, :, None, None]).split((1, 2), 1)
    scale = torch.where(quality < 50, 50 / quality, 2 - quality / 50).clamp(min=.02)
    brightness = quantised(brightness, LUMINANCE, scale)
    colour = F.interpolate(quantised(F.avg_pool2d(colour, 2), CHROMINANCE, scale), scale_factor=2.0, mode='nearest')
    return F.conv2d(torch.cat([brightness, colour], 1), torch.linalg.inv(mixing)[:, :, None, None]) + .5


def softened(images):
    share = random.uniform(.4, .9)
    size = [int(side * share) for side in images.shape[2:]]
    small = F.interpolate(images, size, mode='bilinear', align_corners=False, antialias=True)
    return F.interpolate(small, images.shape[2:], mode='bilinear', align_corners=False)


def changed(images, mask, change):
    """The batch with `change` done to the pictures that the mask chooses."""
    if not mask.any():
        return images
    images = images.clone()
    images[mask] = change(images[mask])
    return images


def permuted(images):
    order = torch.argsort(torch.rand(len(images), 3, device=images.device), 1)
    return torch.gather(images, 1, order[:, :, None, None].expand_as(images))


def graded(images):
    count, device = len(images), images.device
    return (images - .5) * uniform(count, .7, 1.4, device) + .5 + uniform(count, -.1, .1, device)


def photometric(images):
    """N x 3 x H x W in 0..1, each with its own looks."""
    count, device = len(images), images.device
    images = changed(images, some(count, .5, device), lambda x: compressed(x, 25 + 70 * torch.rand(len(x), device=device)))
    images = changed(images, some(count, .15, device), softened)
    images = changed(images, some(count, .6, device), graded)
    images = changed(images, some(count, .2, device), permuted)
    images = changed(images, some(count, .1, device), lambda x: x.mean(1, keepdim=True).expand_as(x))
    return images.clamp(0, 1)


def singles(images, inverses, size):
    """Pictures and their depth, mirrored at random, cut to `size`."""
    mirrored = some(len(images), .5, images.device)
    images = torch.where(mirrored[:, None, None, None], images.flip(2), images)
    inverses = torch.where(mirrored[:, None, None], inverses.flip(2), inverses)
    images, inverses = cut(planes(images), inverses, size)
    return photometric(images), inverses


def nearby(cut_out, limits):
    """Another cut (left, top, width, height) within `limits` (width, height), a few pixels off and a little larger or smaller."""
    factor = 1 + random.uniform(-NEARBY_ZOOM, NEARBY_ZOOM)
    spans = [min(span * factor, limit) for span, limit in zip(cut_out[2:], limits)]
    corners = [min(max(0, corner + random.uniform(-NEARBY_SHIFT, NEARBY_SHIFT)), limit - span)
               for corner, span, limit in zip(cut_out[:2], spans, limits)]
    return (*corners, *spans)


def resampled(planes_, cut_outs, size, mode):
    """N x C x H x W read at N cuts (left, top, width, height: fractions of pixels count) on a grid of `size` (width, height)."""
    width, height = planes_.shape[3], planes_.shape[2]
    cuts = torch.tensor(cut_outs, device=planes_.device)
    limits = cuts.new_tensor([width, height])
    scale, middle = cuts[:, 2:] / limits, (2 * cuts[:, :2] + cuts[:, 2:]) / limits - 1
    theta = torch.zeros(len(cuts), 2, 3, device=planes_.device)
    theta[:, 0, 0], theta[:, 1, 1], theta[:, :, 2] = scale[:, 0], scale[:, 1], middle
    grid = F.affine_grid(theta, (len(cuts), 1, *size[::-1]), align_corners=False)
    return F.grid_sample(planes_, grid, mode=mode, padding_mode='border', align_corners=False)


def places_between(first, second, size):
    """N x H x W x 2: where each pixel (centre) of the second cut lies in the first, in the first's pixels; -1 = outside."""
    x, y = (torch.arange(side) + .5 for side in size)
    first, second = torch.tensor(first), torch.tensor(second)
    spans = second[:, 2:] / first[:, 2:]
    offsets = (second[:, :2] - first[:, :2]) / first[:, 2:] * torch.tensor(size)
    xs = (x * spans[:, :1] + offsets[:, :1])[:, None, :].expand(-1, size[1], -1)
    ys = (y * spans[:, 1:] + offsets[:, 1:])[:, :, None].expand(-1, -1, size[0])
    places = torch.stack([xs, ys], 3)
    inside = ((places >= 0) & (places <= torch.tensor(size))).all(3, keepdim=True)
    return torch.where(inside, places, torch.full_like(places, -1.))


def refilmed(images):
    """Grain and the breath of an exposure, of each picture its own."""
    count, device = len(images), images.device
    images = images * uniform(count, .98, 1.02, device)
    return (images + torch.randn_like(images) * uniform(count, 0, GRAIN, device)).clamp(0, 1)


def neighbours(images, inverses, size):
    """Two cuts of each picture, hardly apart, as 2N pictures of one grade with their depth, first ones first, and places:
    what a camera that is held still sees from one frame to the next."""
    pictures, limits = planes(images), images.shape[2:0:-1]
    share = random.uniform(LEAST_CUT, .95)
    spans = [side * share for side in limits]
    first = [(*(random.uniform(0, side - span) for side, span in zip(limits, spans)), *spans) for _ in pictures]
    second = [nearby(cut_out, limits) for cut_out in first]
    both = torch.cat([resampled(pictures, cuts, size, 'bilinear') for cuts in (first, second)], 3)  # side by side: one grade
    images = refilmed(torch.cat(photometric(both).chunk(2, 3)))
    depths = inverses[:, None].float()
    inverses = torch.cat([resampled(depths, cuts, size, 'nearest')[:, 0] for cuts in (first, second)])
    return images, inverses, places_between(first, second, size).to(images.device)


def mirrored_pairs(images, inverses, places):
    """Both frames of each pair mirrored (axes: pair, frame, row, column), and the places (pixels, -1 = unseen) with them."""
    places = places.flip(2).clone()
    x = places[..., 0]
    places[..., 0] = torch.where(x >= 0, places.shape[2] - x, x)
    return images.flip(3), inverses.flip(3), places


def pairs(images, inverses, places):
    """N pairs as 2N pictures with their depth, first frames first, and N x H x W x 2 places; half of the time mirrored."""
    places = places.float()
    if random.random() < .5:
        images, inverses, places = mirrored_pairs(images, inverses, places)
    images, inverses = (values.transpose(0, 1).flatten(0, 1) for values in (images, inverses))
    return photometric(planes(images)), inverses.float(), places
