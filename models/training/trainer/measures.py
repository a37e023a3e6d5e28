"""Validation on scenes that training never draws (seeds below 100 000), with the measures of the project's scorer."""
import numpy as np
import torch

SEEDS = range(5000, 5040)


def aligned_measures(prediction, inverse, pairs=4000):
    """AbsRel, d1 and Ord of one picture after a least-squares scale and shift in inverse depth; None when mostly sky."""
    seen = inverse > 0
    if seen.sum() < 200:
        return None
    x, y = prediction[seen].astype(np.float64), inverse[seen].astype(np.float64)
    floor = np.percentile(y, 99.5) / 100
    scale, shift = np.polyfit(x, y, 1)
    known = y >= floor
    guess, truth = np.maximum(scale * x + shift, max(floor, .5 * np.percentile(y, 1)))[known], y[known]
    ratio = np.maximum(guess / truth, truth / guess)
    i, j = np.random.RandomState(0).randint(0, len(y), (2, pairs))
    apart = np.maximum(y[i] / y[j], y[j] / y[i]) > 1.1
    right = np.sign(x[i] - x[j]) == np.sign(y[i] - y[j])
    order = right[apart].mean() if apart.sum() > 50 else np.nan
    return np.abs(truth / guess - 1).mean(), (ratio < 1.25).mean(), order


class Validation:
    def __init__(self, generator, stage):
        samples = [generator.picture(seed, *stage.validation_size) for seed in SEEDS]
        self.asks_detail = stage.asks_detail
        self.images = [sample[0] for sample in samples]
        self.inverses = [sample[1] for sample in samples]

    def __call__(self, network):
        device = next(network.parameters()).device
        network.eval()
        predict = network if self.asks_detail else network.coarse
        rows, slopes = [], []
        with torch.no_grad():
            for image, inverse in zip(self.images, self.inverses):
                tensor = torch.from_numpy(image.transpose(2, 0, 1)[None].astype(np.float32) / 255).to(device)
                prediction = predict(tensor)[0, 0].cpu().numpy()
                rows.append(aligned_measures(prediction, inverse) or (np.nan,) * 3)
                target = np.minimum(inverse / max(np.percentile(inverse, 98), 1e-4), 1.6)
                slopes.append(np.abs(np.diff(prediction - target, axis=1)).mean())
        network.train()
        values = np.nanmean(np.array(rows), 0)
        return {'absRel': values[0], 'd1': values[1], 'ord': values[2], 'slope': np.mean(slopes)}
