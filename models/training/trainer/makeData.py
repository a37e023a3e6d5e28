"""Renders scenes to look at, or shards of them for a machine whose GPU is faster than the generator.

    python3 makeData.py --preview sheet.png                 # 36 pictures above their depth
    python3 makeData.py --shards data --count 100           # 100 shards of every kind, one process per core

A shard is three files of 128 samples: images (uint8), inverses (float16) and, for pairs, places (float16). The seed of a
sample follows from the number of its shard, and whole shards are skipped, so the command can be repeated to go on.
"""
import argparse
import os
import pathlib
from concurrent.futures import ProcessPoolExecutor
from itertools import product

import numpy as np

from scenes import Generator, sample_of
from stages import STAGES

PER_SHARD = 128
SEEDS_PER_SHARD = 100_000  # far apart: unusable pictures are skipped and eat seeds
ALL_KINDS = STAGES['whole'].kinds


def folder_of(root, kind):
    name, width, height = kind
    return pathlib.Path(root) / f'{name}-{width}x{height}'


def write_shard(root, kind, number):
    folder = folder_of(root, kind)
    folder.mkdir(parents=True, exist_ok=True)
    last = folder / f'{number:05d}-images.npy'
    if last.exists():
        return
    generator, samples = Generator(), []
    seed = 10_000_000 + (number * 16 + ALL_KINDS.index(kind)) * SEEDS_PER_SHARD
    while len(samples) < PER_SHARD:
        seed += 1
        sample = sample_of(generator, kind, seed)
        if sample:
            samples.append(sample)
    columns = [np.stack(column) for column in zip(*samples)]
    # Images go last: their presence marks the shard as whole.
    for name, values in reversed(list(zip(('images', 'inverses', 'places'), columns))):
        partial = folder / f'{number:05d}-{name}.partial.npy'
        np.save(partial, values)
        os.replace(partial, folder / f'{number:05d}-{name}.npy')


def preview(path, first_seed=0, rows=6, columns=6, size=(256, 192)):
    """A contact sheet: each picture above its inverse depth."""
    import cv2  # only here, so that training needs nothing but PyTorch and NumPy
    generator = Generator()
    sheet = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            image, inverse = generator.picture(first_seed + row * columns + column, *size)
            grey = np.clip(inverse / max(np.percentile(inverse, 98), 1e-4), 0, 1) * 255
            cells.append(np.vstack([image[:, :, ::-1], np.repeat(grey[:, :, None], 3, 2).astype(np.uint8)]))
        sheet.append(np.hstack(cells))
    cv2.imwrite(str(path), np.vstack(sheet))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--preview', metavar='PNG')
    options.add_argument('--shards', metavar='FOLDER')
    options.add_argument('--count', type=int, default=8, help='shards of each kind')
    options.add_argument('--seed', type=int, default=0, help='first seed of the preview')
    arguments = options.parse_args()
    Generator()  # compiles once, before the workers start
    if arguments.preview:
        preview(arguments.preview, arguments.seed)
    if arguments.shards:
        with ProcessPoolExecutor(os.cpu_count()) as workers:
            jobs = [workers.submit(write_shard, arguments.shards, kind, number)
                    for number, kind in product(range(arguments.count), ALL_KINDS)]
            for done, job in enumerate(jobs, 1):
                job.result()
                print(f'{done} of {len(jobs)} shards', end='\r', flush=True)
        print()


if __name__ == '__main__':
    main()
