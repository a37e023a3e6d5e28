"""At which size, and mirrored or not, a network should be fed: judged on rendered scenes that training never draws.

    python3 sweepSizes.py run/weights.pt [--shorts 128 160 192 224]

AbsRel, d1, Ord: of 40 pictures of 640 x 480. Unsteady: by how much the same surface differs between the two frames of
40 camera moves, each with its own film and grade, in per cent of the picture's range. Cost: pixels fed, relative to
short side 128 once.
"""
import argparse

import numpy as np
import torch
from torch.nn import functional as F

from measures import SEEDS, aligned_measures
from network import TRUNK_MULTIPLE, network_of
from scenes import Generator

PICTURE, PAIR = (640, 480), (448, 320)
PAIR_SEEDS = range(7000, 7040)
LEAST_SEEN = .3  # of the second frame, or the pair shows two different places


def fed_size(short, width, height):
    """Height and width with the short side near `short`, both multiples of what the network needs."""
    scale = short / min(width, height)
    return [max(TRUNK_MULTIPLE, round(side * scale / TRUNK_MULTIPLE) * TRUNK_MULTIPLE) for side in (height, width)]


def predict(network, image, short, is_mirrored):
    """H x W of an H x W x 3 picture of bytes."""
    height, width = image.shape[:2]
    picture = torch.from_numpy(image).permute(2, 0, 1)[None].float() / 255
    fed = F.interpolate(picture, fed_size(short, width, height), mode='bilinear', align_corners=False, antialias=True)
    with torch.no_grad():
        depth = network.coarse(fed)
        if is_mirrored:
            depth = (depth + network.coarse(fed.flip(3)).flip(3)) / 2
        return F.interpolate(depth, (height, width), mode='bilinear', align_corners=False)[0, 0].numpy()


def unsteadiness(first, second, places):
    """Mean difference where the second frame sees what the first saw, as a share of the second's range."""
    height, width = second.shape
    grid = torch.from_numpy(places)[None] * 2 / torch.tensor([width, height]) - 1
    carried = F.grid_sample(torch.from_numpy(first)[None, None], grid, padding_mode='border', align_corners=False)[0, 0].numpy()
    low, high = np.percentile(second, [2, 98])
    return np.abs(carried - second)[places[..., 0] >= 0].mean() / max(high - low, 1e-3)


def judge(network, pictures, pairs, short, is_mirrored):
    answers = [aligned_measures(predict(network, image, short, is_mirrored), inverse) for image, inverse in pictures]
    accuracy = np.nanmean(np.array([answer for answer in answers if answer]), 0)
    unsteady = [unsteadiness(*(predict(network, image, short, is_mirrored) for image in images), places) for images, places in pairs]
    height, width = fed_size(short, *PICTURE)
    cost = height * width * (1 + is_mirrored) / np.prod(fed_size(128, *PICTURE))
    return [*accuracy, 100 * np.mean(unsteady), cost]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('weights')
    options.add_argument('--shorts', type=int, nargs='+', default=[128, 160, 192, 224])
    arguments = options.parse_args()
    torch.set_num_threads(1)
    network = network_of(torch.load(arguments.weights, map_location='cpu')).eval()
    generator = Generator()
    pictures = [generator.picture(seed, *PICTURE) for seed in SEEDS]
    moves = [generator.pair(seed, *PAIR) for seed in PAIR_SEEDS]
    pairs = [(images, places) for images, _, places in moves if (places[..., 0] >= 0).mean() > LEAST_SEEN]
    print('| short side | AbsRel | d1 | Ord | unsteady % | cost |\n|---|---|---|---|---|---|')
    for short in arguments.shorts:
        for is_mirrored in (False, True):
            values = judge(network, pictures, pairs, short, is_mirrored)
            name = f'{short}{" mirrored" if is_mirrored else ""}'
            print(f'| {name} | ' + ' | '.join(f'{value:.3f}' for value in values[:3]) + f' | {values[3]:.2f} | {values[4]:.2f} |', flush=True)


if __name__ == '__main__':
    main()
