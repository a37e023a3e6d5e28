"""Pictures with exact inverse depth from the C++ generator, compiled on first use."""
import ctypes
import pathlib
import subprocess

import cv2
import numpy as np

GENERATOR = pathlib.Path(__file__).resolve().parent.parent / 'generator'
LIBRARY = GENERATOR / 'build' / 'libscenes.so'
FLAGS = ['-std=c++17', '-O3', '-march=native', '-ffast-math', '-fPIC', '-shared']


def build_library():
    """Compiles the generator when a source is newer than the library; needs g++."""
    newest = max(source.stat().st_mtime for source in GENERATOR.glob('*.*') if source.suffix in ('.h', '.cpp'))
    if not LIBRARY.exists() or LIBRARY.stat().st_mtime < newest:
        LIBRARY.parent.mkdir(exist_ok=True)
        subprocess.run(['g++', *FLAGS, str(GENERATOR / 'generator.cpp'), '-o', str(LIBRARY)], check=True)
    return ctypes.CDLL(str(LIBRARY))


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


def preview(path, first_seed=0, rows=6, columns=6, size=(256, 192)):
    """A contact sheet: each picture above its inverse depth."""
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
