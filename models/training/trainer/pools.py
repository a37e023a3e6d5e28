"""Where training samples come from: rendered beside the training, or from shards made before."""
import multiprocessing
import pathlib
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait

import numpy as np
import torch

from makeData import folder_of
from scenes import sample_of_seed

FIRST_FILL = 64  # samples of each kind before drawing decides what is rendered next
BYTES = {'full': 3 + 2, 'pair': 2 * (3 + 2) + 4}  # per pixel of a sample: colour, depth and, of pairs, places
GIGABYTE = 1 << 30


class Ring:
    """The latest samples of one kind on the training device; the oldest make room. A kind is (name, width, height)."""

    def __init__(self, kind, capacity, device):
        name, width, height = kind
        frames = (2,) if name == 'pair' else ()
        shapes = [(*frames, height, width, 3), (*frames, height, width)] + [(height, width, 2)] * len(frames)
        types = (torch.uint8, torch.float16, torch.float16)
        self.columns = [torch.empty((capacity, *shape), dtype=dtype, device=device) for shape, dtype in zip(shapes, types)]
        self.capacity, self.count, self.lock = capacity, 0, threading.Lock()

    def put(self, sample):
        with self.lock:
            for column, values in zip(self.columns, sample):
                column[self.count % self.capacity] = torch.from_numpy(values).to(column.device)
            self.count += 1

    def draw(self, count):
        """Tensors of `count` samples at random: images, inverses and, of pairs, places."""
        with self.lock:
            chosen = torch.randint(min(self.count, self.capacity), (count,), device=self.columns[0].device)
            return [column[chosen] for column in self.columns]


def rings_of(stage, gigabytes, device):
    """A ring for each kind of the stage; the memory is shared out by how often each is drawn."""
    shares = dict.fromkeys(stage.kinds, 0)
    for draw in stage.draws.values():
        shares[draw.kind] += draw.share + draw.late_share
    rings = {}
    for kind, share in shares.items():
        room = gigabytes * GIGABYTE * share / sum(shares.values())
        rings[kind] = Ring(kind, max(2, int(room / (BYTES[kind[0]] * kind[1] * kind[2]))), device)
    return rings


class LivePool:
    """Samples rendered by `workers` processes while the network trains.

    Each is drawn about `reuse` times, differently cut and augmented: rendering costs more than a training step, so on
    few cores the generator rests when it is ahead. On a GPU it never is, and samples are drawn more often.
    """

    def __init__(self, rings, first_seed, workers=1, reuse=10):
        self.rings, self.seed, self.workers, self.reuse = rings, first_seed, workers, reuse
        self.asked, self.drawn = dict.fromkeys(rings, 0), dict.fromkeys(rings, 0)
        self.is_closed = False
        self.failure = None
        self.thread = threading.Thread(target=self._fill, daemon=True)
        self.thread.start()

    @property
    def made(self):
        return sum(ring.count for ring in self.rings.values())

    def draw(self, kind, count):
        while self.rings[kind].count < min(2 * count, self.rings[kind].capacity):
            if self.failure:
                raise self.failure
            time.sleep(.05)
        self.drawn[kind] += count
        return self.rings[kind].draw(count)

    def close(self):
        self.is_closed = True
        self.thread.join()

    def _owed(self, kind):
        """How many samples the drawing is ahead of the rendering."""
        return max(FIRST_FILL, self.drawn[kind] / self.reuse) - self.asked[kind]

    def _next_job(self, executor):
        """The rendering of what is most wanted, or None when enough is there. The first fill goes round all kinds."""
        kind = max(self.rings, key=self._owed)
        if self._owed(kind) <= 0:
            return None
        self.asked[kind] += 1
        self.seed += 1
        return executor.submit(sample_of_seed, kind, self.seed)

    def _fill(self):
        try:
            with ProcessPoolExecutor(self.workers, multiprocessing.get_context('spawn')) as executor:
                pending = set()
                while not self.is_closed:
                    pending |= set(filter(None, (self._next_job(executor) for _ in range(2 * self.workers - len(pending)))))
                    done, pending = wait(pending, timeout=.05, return_when=FIRST_COMPLETED)
                    for job in done:
                        self._take(*job.result())
                    if not pending:
                        time.sleep(.05)
        except Exception as failure:  # whoever draws next is told
            self.failure = failure

    def _take(self, kind, sample):
        if sample is None:
            self.asked[kind] -= 1  # not a useful picture: another one
        else:
            self.rings[kind].put(sample)


class ShardPool:
    """Samples of the shards that makeData.py wrote, as many as the rings hold."""

    def __init__(self, rings, root):
        self.rings, self.seed = rings, 0
        for kind, ring in rings.items():
            for first in sorted(folder_of(root, kind).glob('*-images.npy'))[:1 + ring.capacity // 128]:
                for sample in zip(*self._open(first)):
                    ring.put([np.array(values) for values in sample])
            if not ring.count:
                raise SystemExit(f'{root} holds no shards of {kind}; make them with makeData.py.')
        self.made = sum(ring.count for ring in rings.values())

    @staticmethod
    def _open(images):
        number = images.name.split('-')[0]
        names = [pathlib.Path(images.parent, f'{number}-{part}.npy') for part in ('images', 'inverses', 'places')]
        return [np.load(name, mmap_mode='r') for name in names if name.exists()]

    def draw(self, kind, count):
        return self.rings[kind].draw(count)

    def close(self):
        """Nothing runs."""
