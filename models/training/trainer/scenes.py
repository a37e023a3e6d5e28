"""Pictures with exact inverse depth from the C++ generator, compiled on first use."""
import ctypes
import hashlib
import pathlib
import platform
import subprocess

import numpy as np

GENERATOR = pathlib.Path(__file__).resolve().parent.parent / 'generator'
# One instruction set for all machines of a kind: a library that was built elsewhere runs, and gives the same scenes.
ARCHITECTURE = {'x86_64': ['-march=x86-64-v3'], 'AMD64': ['-march=x86-64-v3']}.get(platform.machine(), [])
FLAGS = ['-std=c++17', '-O3', *ARCHITECTURE, '-ffast-math', '-fPIC', '-shared']


def library_path():
    """Named by what it is made of, so that an old build is never taken for a new one and a carried one needs no compiler."""
    sources = sorted(source for source in GENERATOR.glob('*.*') if source.suffix in ('.h', '.cpp'))
    digest = hashlib.sha256(' '.join(FLAGS).encode() + b''.join(source.read_bytes() for source in sources))
    return GENERATOR / 'build' / f'libscenes-{digest.hexdigest()[:12]}.so'


def build_library():
    """Compiles the generator unless this very source is built already; needs g++."""
    library = library_path()
    if not library.exists():
        library.parent.mkdir(exist_ok=True)
        partial = library.with_suffix('.partial')
        subprocess.run(['g++', *FLAGS, str(GENERATOR / 'generator.cpp'), '-o', str(partial)], check=True)
        partial.rename(library)
    return ctypes.CDLL(str(library))


def address(array):
    return array.ctypes.data_as(ctypes.c_void_p)


class Generator:
    """Seed in, arrays out: image H x W x 3 uint8 RGB, inverse H x W float32 in 1/metres with 0 = sky."""

    def __init__(self):
        self.library = build_library()

    def picture(self, seed, width, height):
        image, inverse = np.empty((height, width, 3), np.uint8), np.empty((height, width), np.float32)
        self.library.renderPicture(ctypes.c_uint64(seed), width, height, address(image), address(inverse))
        return image, inverse

    def pair(self, seed, width, height):
        """Two frames of one camera move, and per pixel of the second its place in the first (x, y; -1 = not seen)."""
        images, inverses = np.empty((2, height, width, 3), np.uint8), np.empty((2, height, width), np.float32)
        places = np.empty((height, width, 2), np.float32)
        self.library.renderPair(ctypes.c_uint64(seed), width, height, address(images), address(inverses), address(places))
        return images, inverses, places


def is_useful(image, inverse):
    """Nearly black or empty pictures teach nothing."""
    return inverse.max() > 0 and image.std() >= 6


def sample_of(generator, kind, seed):
    """The sample of a seed, halves instead of floats to save memory, or None when it is not useful."""
    name, width, height = kind
    if name == 'pair':
        images, inverses, places = generator.pair(seed, width, height)
        is_seen = (places[..., 0] >= 0).mean() > .3
        return (images, inverses.astype(np.float16), places.astype(np.float16)) if is_seen and is_useful(images[0], inverses[0]) else None
    image, inverse = generator.picture(seed, width, height)
    return (image, inverse.astype(np.float16)) if is_useful(image, inverse) else None


def sample_of_seed(kind, seed):
    """For worker processes: the kind again, and its sample or None."""
    global _generator
    _generator = _generator or Generator()
    return kind, sample_of(_generator, kind, seed)


_generator = None
