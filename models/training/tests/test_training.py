"""python3 -m unittest discover -s tests, from models/training: truths the generator, losses and network must keep."""
import pathlib
import sys
import unittest

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'trainer'))
import augment
import loss
from measures import aligned_measures
from network import MULTIPLE, TRUNK_MULTIPLE, DepthNetwork
from scenes import Generator

SIZE = (96, 64)


class GeneratorTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.generator = Generator()

    def test_a_seed_names_a_picture(self):
        first, again, other = (self.generator.picture(seed, *SIZE) for seed in (3, 3, 4))
        np.testing.assert_array_equal(first[0], again[0])
        np.testing.assert_array_equal(first[1], again[1])
        self.assertGreater(np.abs(first[1] - other[1]).mean(), 0)

    def test_depth_is_finite_and_never_negative(self):
        for seed in range(24):
            inverse = self.generator.picture(seed, *SIZE)[1]
            self.assertTrue(np.isfinite(inverse).all() and (inverse >= 0).all())

    def test_depth_does_not_depend_on_resolution(self):
        """Every third pixel centre of the large picture is a pixel centre of the small one."""
        for seed in (1, 2, 5, 8):
            small = self.generator.picture(seed, *SIZE)[1]
            large = self.generator.picture(seed, 3 * SIZE[0], 3 * SIZE[1])[1][1::3, 1::3]
            close = np.isclose(small, large, rtol=1e-3, atol=1e-6)
            self.assertGreater(close.mean(), .999, f'seed {seed}')

    def test_a_tracked_pixel_shows_the_same_surface(self):
        """A camera step changes depth by little; a wrong track lands on another surface."""
        for seed in (1, 2, 3, 9):
            _, inverses, places = self.generator.pair(seed, *SIZE)
            seen = places[..., 0] >= 0
            if not seen.any():
                continue
            x, y = places[seen].astype(int).T
            ratio = inverses[0][y, x] / inverses[1][seen]
            self.assertLess(np.abs(np.log(ratio)).mean(), .15, f'seed {seed}')


class LossTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(1)
        self.inverse = torch.rand(2, 32, 48) + .1
        self.target = loss.canonical(self.inverse)

    def test_truth_costs_nothing(self):
        for part in (loss.direct, loss.gradient, loss.aligned):
            self.assertAlmostEqual(part(self.target, self.target).item(), 0, places=4)

    def test_unit_of_the_scene_does_not_matter(self):
        torch.testing.assert_close(loss.canonical(self.inverse * 40), self.target)

    def test_aligned_forgives_scale_and_shift_but_not_inversion(self):
        self.assertAlmostEqual(loss.aligned(self.target * .5 + .2, self.target).item(), 0, places=3)
        self.assertGreater(loss.aligned(-self.target, self.target).item(), .5)

    def test_ordinal_prefers_the_right_way_round(self):
        self.assertLess(loss.ordinal(self.target, self.target), loss.ordinal(-self.target, self.target))

    def test_temporal_follows_the_motion(self):
        """A pattern moved by five pixels costs nothing along its true motion, and something when held still."""
        first = torch.rand(1, 1, 16, 32)
        second = torch.roll(first, 5, 3)
        y, x = torch.meshgrid(torch.arange(16.), torch.arange(32.), indexing='ij')
        moved = torch.stack([x + .5 - 5, y + .5], 2)[None]
        moved[..., :5, :] = -1
        still = torch.stack([x + .5, y + .5], 2)[None]
        self.assertAlmostEqual(loss.temporal(first, second, moved).item(), 0, places=5)
        self.assertGreater(loss.temporal(first, second, still).item(), .1)


class NetworkTest(unittest.TestCase):
    def test_any_multiple_gives_its_own_size(self):
        network = DepthNetwork().eval()
        with torch.no_grad():
            for height, width in ((MULTIPLE, MULTIPLE), (2 * MULTIPLE, 3 * MULTIPLE)):
                self.assertEqual(network(torch.rand(1, 3, height, width)).shape, (1, 1, height, width))
            size = (3 * TRUNK_MULTIPLE, 2 * TRUNK_MULTIPLE)
            self.assertEqual(network.coarse(torch.rand(1, 3, *size)).shape, (1, 1, *size))

    def test_detail_starts_as_no_correction(self):
        network = DepthNetwork().eval()
        image = torch.rand(1, 3, 64, 128)
        with torch.no_grad():
            features, depth = network.trunk(torch.nn.functional.avg_pool2d(image, 2))
            self.assertEqual(network.detail(image, features).abs().max(), 0)


class MeasuresTest(unittest.TestCase):
    def test_alignment_is_free_and_inversion_is_not(self):
        inverse = np.random.RandomState(2).rand(40, 60).astype(np.float32) + .2
        error, share, order = aligned_measures(inverse * 3 + 1, inverse)
        self.assertLess(error, 1e-4)
        self.assertEqual((share, order), (1, 1))
        self.assertLess(aligned_measures(-inverse, inverse)[2], .01)


class AugmentTest(unittest.TestCase):
    def test_depth_values_are_never_blended(self):
        image = np.zeros((64, 96, 3), np.uint8)
        inverse = np.where(np.arange(96) < 40, 1, .125).astype(np.float16) * np.ones((64, 1), np.float16)
        for _ in range(30):
            self.assertLessEqual(set(np.unique(augment.single((image, inverse))[1])), {1, .125})


if __name__ == '__main__':
    unittest.main()
