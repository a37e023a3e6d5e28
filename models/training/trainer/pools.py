"""Where training samples come from: rendered beside the training, or from shards made before."""
import pathlib
import random
import threading
import time

import numpy as np

from makeData import folder_of
from scenes import Generator, sample_of

FIRST_FILL = 32  # samples of each kind before the generator may rest


class LivePool:
    """The latest `capacity` samples of each kind. A kind is (name, width, height); 'pair' samples hold two frames.

    Each sample is drawn about `reuse` times, differently augmented: rendering costs as much as a training step, so on
    few cores the generator rests when it is ahead.
    """

    def __init__(self, kinds, first_seed, capacity=1000, reuse=2.5):
        self.kinds, self.seed, self.capacity, self.reuse = kinds, first_seed, capacity, reuse
        self.first_fill = FIRST_FILL * len(kinds)
        self.samples = {kind: [] for kind in kinds}
        self.generator = Generator()
        self.made = self.drawn = 0
        self.thread = threading.Thread(target=self._fill, daemon=True)
        self.thread.start()

    def draw(self, kind, count):
        while len(self.samples[kind]) < 2 * count:
            time.sleep(.05)
        self.drawn += count
        return [random.choice(self.samples[kind]) for _ in range(count)]

    def _fill(self):
        while True:
            if self.made - self.first_fill > self.drawn / self.reuse:
                time.sleep(.02)
                continue
            # The emptiest kind first, then at random.
            kind = min(self.kinds, key=lambda k: min(len(self.samples[k]), 24) + random.random())
            self.seed += 1
            sample = sample_of(self.generator, kind, self.seed)
            if sample is None:
                continue
            have = self.samples[kind]
            if len(have) < self.capacity:
                have.append(sample)
            else:
                have[random.randrange(self.capacity)] = sample
            self.made += 1


class ShardPool:
    """Samples of the shards that makeData.py wrote, read through memory maps."""

    def __init__(self, kinds, root):
        self.shards = {kind: [self._open(first) for first in sorted(folder_of(root, kind).glob('*-images.npy'))] for kind in kinds}
        missing = [kind for kind, shards in self.shards.items() if not shards]
        if missing:
            raise SystemExit(f'{root} holds no shards of {missing[0]}; make them with makeData.py.')
        self.made, self.seed = sum(len(shard[0]) for shards in self.shards.values() for shard in shards), 0

    @staticmethod
    def _open(images):
        number = images.name.split('-')[0]
        names = [pathlib.Path(images.parent, f'{number}-{part}.npy') for part in ('images', 'inverses', 'places')]
        return [np.load(name, mmap_mode='r') for name in names if name.exists()]

    def draw(self, kind, count):
        return [self._one(random.choice(self.shards[kind])) for _ in range(count)]

    @staticmethod
    def _one(shard):
        index = random.randrange(len(shard[0]))
        return tuple(np.array(values[index]) for values in shard)
