"""python3 -m unittest discover -s tests, from models/training: truths the generator, losses and network must keep."""
import pathlib
import sys
import tempfile
import unittest

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'trainer'))
import augment
import blend
import loss
import recover
from export import Shipped, write_single
from measures import aligned_measures
from network import MULTIPLE, SHAPES, TRUNK_MULTIPLE, DepthNetwork, halved, network_of
from pools import LivePool, Ring
from run import FIRST_SEED, Run
from scenes import Generator
from stages import STAGES
from sweepSizes import fed_size, unsteadiness

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
        for network in (DepthNetwork(shape).eval() for shape in SHAPES):
            with torch.no_grad():
                for height, width in ((MULTIPLE, MULTIPLE), (2 * MULTIPLE, 3 * MULTIPLE)):
                    self.assertEqual(network(torch.rand(1, 3, height, width)).shape, (1, 1, height, width))
                size = (3 * TRUNK_MULTIPLE, 2 * TRUNK_MULTIPLE)
                self.assertEqual(network.coarse(torch.rand(1, 3, *size)).shape, (1, 1, *size))

    def test_files_of_every_shape_stay_below_20_megabytes_together(self):
        for shape in SHAPES:
            parameters = sum(p.numel() for p in network_of(DepthNetwork(shape).state_dict()).parameters())
            self.assertLess(parameters * (4 + 2), 19.5e6, shape)

    def test_detail_starts_as_no_correction(self):
        network = DepthNetwork().eval()
        image = torch.rand(1, 3, 64, 128)
        with torch.no_grad():
            features, depth = network.trunk(halved(image))
            self.assertEqual(network.detail(image, features).abs().max(), 0)


class MeasuresTest(unittest.TestCase):
    def test_alignment_is_free_and_inversion_is_not(self):
        inverse = np.random.RandomState(2).rand(40, 60).astype(np.float32) + .2
        error, share, order = aligned_measures(inverse * 3 + 1, inverse)
        self.assertLess(error, 1e-4)
        self.assertEqual((share, order), (1, 1))
        self.assertLess(aligned_measures(-inverse, inverse)[2], .01)


class SweepTest(unittest.TestCase):
    def test_a_picture_is_fed_near_the_asked_size_in_its_own_shape(self):
        self.assertEqual(fed_size(160, 640, 360), [160, 288])
        self.assertEqual(fed_size(160, 360, 640), [288, 160])
        self.assertEqual(fed_size(10, 640, 480), [TRUNK_MULTIPLE] * 2)

    def test_what_moves_along_is_steady_and_what_pumps_is_not(self):
        height, width, step = 32, 64, 4
        first = np.tile(np.linspace(0, 1, width, dtype=np.float32), (height, 1))
        places = np.stack(np.meshgrid(np.arange(width) + .5 - step, np.arange(height) + .5), -1).astype(np.float32)
        places[:, :step] = -1
        second = np.roll(first, step, 1)
        self.assertLess(unsteadiness(first, second, places), 1e-4)
        # The range of the second frame is 0.96 of the first's, between its 2nd and 98th percentile.
        self.assertAlmostEqual(unsteadiness(first, second + .1, places), .1 / .96, delta=.005)


class AugmentTest(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        left = torch.arange(96) < 40
        self.inverses = torch.where(left, 1., .125).half().expand(2, 64, 96)
        self.images = torch.where(left, 200, 40).byte()[None, None, :, None].expand(2, 64, 96, 3)

    def test_depth_values_are_never_blended_and_stay_under_their_colour(self):
        for size in ((64, 48), (96, 64), (128, 96)):
            images, inverses = augment.cut(augment.planes(self.images), self.inverses, size)
            self.assertEqual(tuple(inverses.shape[1:]), size[::-1])
            self.assertLessEqual(set(inverses.unique().tolist()), {1, .125})
            differs = (images[:, 0] > 120 / 255) != (inverses > .5)
            self.assertLess(differs.float().mean(), .02, f'{size}')

    def test_an_edge_column_is_not_shifted_on_average(self):
        """Colour half way between the two sides lies where depth steps, whatever the cut."""
        for _ in range(20):
            images, inverses = augment.cut(augment.planes(self.images), self.inverses, (64, 48))
            step = (inverses[0, 0] > .5).sum().item()
            middle = (images[0, 0, 0] > 120 / 255).sum().item()
            self.assertLessEqual(abs(step - middle), 1)

    def test_mirrored_pairs_keep_their_tracks(self):
        inverses = torch.rand(1, 2, 8, 16)
        inverses[0, 1, :, 3:] = inverses[0, 0, :, :-3]
        x = torch.arange(16.) + .5 - 3
        places = torch.stack([x.expand(8, 16), (torch.arange(8.) + .5)[:, None].expand(8, 16)], 2)[None].clone()
        places[:, :, :3] = -1
        images = torch.zeros(1, 2, 8, 16, 3, dtype=torch.uint8)
        _, flipped, tracks = augment.mirrored_pairs(images, inverses, places)
        self.assertAlmostEqual(loss.temporal(flipped[:, 0, None], flipped[:, 1, None], tracks).item(), 0, places=5)

    def test_neighbours_show_the_same_place_hardly_apart(self):
        """Depth that names its own column: carried along the places it must come out as the second cut has it."""
        images = torch.zeros(3, 96, 128, 3, dtype=torch.uint8)
        columns = torch.arange(128.).expand(3, 96, 128) / 128
        pictures, depths, places = augment.neighbours(images, columns, (64, 48))
        self.assertEqual((tuple(pictures.shape), tuple(places.shape)), ((6, 3, 48, 64), (3, 48, 64, 2)))
        first, second = depths[:, None].chunk(2)
        within_a_pixel = 1.5 / 64
        self.assertLess(loss.temporal(first, second, places).item(), within_a_pixel)
        self.assertGreater((places[..., 0] >= 0).float().mean(), .85)
        self.assertLess((first - second).abs().mean(), .08)

    def test_neighbours_share_their_grade_but_not_their_grain(self):
        images = torch.full((4, 96, 128, 3), 120, dtype=torch.uint8)
        first, second = augment.neighbours(images, torch.ones(4, 96, 128), (64, 48))[0].chunk(2)
        self.assertLess((first.mean((2, 3)) - second.mean((2, 3))).abs().max(), .05)
        self.assertGreater((first - second).abs().mean(), 0)

    def test_compression_loses_more_at_lower_quality_and_little_at_the_best(self):
        x = torch.linspace(0, 6, 64)
        picture = (.5 + .3 * torch.sin(x[:, None] * 3 + x))[None, None].expand(2, 3, 64, 64)
        poor, best = (augment.compressed(picture, torch.tensor([quality, quality])) for quality in (25., 98.))
        self.assertLess((best - picture).abs().mean(), .005)
        self.assertGreater((poor - picture).abs().mean(), 2 * (best - picture).abs().mean())

    def test_looks_stay_in_range(self):
        images = augment.photometric(torch.rand(24, 3, 32, 48))
        self.assertTrue(((images >= 0) & (images <= 1)).all())


class PoolTest(unittest.TestCase):
    def test_a_ring_keeps_the_latest_and_its_columns_together(self):
        ring = Ring(('full', 4, 2), 3, 'cpu')
        for value in range(5):
            ring.put([np.full((2, 4, 3), value, np.uint8), np.full((2, 4), value, np.float16)])
        images, inverses = ring.draw(64)
        self.assertEqual(set(images.flatten().tolist()), {2, 3, 4})
        self.assertTrue((images[..., 0].float() == inverses.float()).all())

    def test_a_live_pool_serves_every_kind_and_stops(self):
        kinds = [('full', 48, 32), ('pair', 32, 32)]
        pool = LivePool({kind: Ring(kind, 8, 'cpu') for kind in kinds}, first_seed=70_000)
        try:
            images, inverses = pool.draw(kinds[0], 2)
            self.assertEqual((images.shape, inverses.shape), ((2, 32, 48, 3), (2, 32, 48)))
            self.assertEqual([len(column) for column in pool.draw(kinds[1], 2)], [2, 2, 2])
        finally:
            pool.close()
        self.assertFalse(pool.thread.is_alive())


class StagesTest(unittest.TestCase):
    def test_every_size_suits_the_network_and_its_samples(self):
        for stage in STAGES.values():
            for name, draw in stage.draws.items():
                multiple = MULTIPLE if draw.asks_detail else TRUNK_MULTIPLE
                for side in [side for size in draw.sizes or [draw.kind[1:]] for side in size]:
                    self.assertEqual(side % multiple, 0, name)
                for width, height in draw.sizes:
                    self.assertLessEqual((width, height), draw.kind[1:], name)

    def test_shares_change_late(self):
        stage = STAGES['trunk']
        self.assertNotEqual(stage.shares(.1), stage.shares(.9))


class RunTest(unittest.TestCase):
    def test_scenes_begin_where_they_are_told_to(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(Run(folder).state['seed'], FIRST_SEED)
            self.assertEqual(Run(folder, first_seed=77).state['seed'], 77)

    def test_a_run_goes_on_where_it_was_cut(self):
        with tempfile.TemporaryDirectory() as folder:
            run = Run(folder)
            run.set_rate(1e-3, 0)
            run.step(run.network.coarse(torch.rand(2, 3, 32, 32)).mean(), 2)
            run.save()
            again = Run(folder)
            self.assertEqual(again.state, run.state)
            for first, second in zip(run.average.state_dict().values(), again.average.state_dict().values()):
                torch.testing.assert_close(first, second)
            weights = network_of(torch.load(pathlib.Path(folder, 'weights.pt')))
            torch.testing.assert_close(weights.trunk.head.weight, run.average.trunk.head.weight)


class RecoverTest(unittest.TestCase):
    def test_an_exported_network_answers_the_same_and_can_be_trained(self):
        torch.manual_seed(5)
        network = DepthNetwork().eval()
        for _, norm in recover.norms_of(network):  # as after training, but with every path open
            torch.nn.init.uniform_(norm.weight, .5, 1)
            torch.nn.init.uniform_(norm.bias, -.1, .1)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, 'model.onnx')
            write_single(Shipped(network, has_detail=False).eval(), path)
            again, moved = recover.recovered(str(path))
        self.assertLess(moved, 1e-3)
        image = torch.rand(4, 3, 96, 64)
        with torch.no_grad():
            torch.testing.assert_close(again.coarse(image), network.coarse(image), rtol=1e-3, atol=1e-3)
        for _, norm in recover.norms_of(again):
            torch.testing.assert_close(norm.weight ** 2, norm.running_var + norm.eps)



class BlendTest(unittest.TestCase):
    def test_lies_between_and_keeps_counters_whole(self):
        first = {'weight': torch.tensor([0., 4.]), 'batches': torch.tensor(3)}
        second = {'weight': torch.tensor([2., 0.]), 'batches': torch.tensor(7)}
        mixed = blend.blend(first, second, .25)
        torch.testing.assert_close(mixed['weight'], torch.tensor([.5, 3.]))
        self.assertEqual(mixed['batches'].item(), 7)

    def test_refuses_another_network(self):
        with self.assertRaises(SystemExit):
            blend.blend({'a': torch.zeros(1)}, {'b': torch.zeros(1)}, .5)


if __name__ == '__main__':
    unittest.main()
