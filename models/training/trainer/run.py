"""A network in training, with everything needed to go on after an interruption."""
import copy
import json
import math
import os
import pathlib

import torch

from network import DepthNetwork

FIRST_SEED = 1_000_000
AVERAGE = .998       # of weights over steps: what is validated, kept and shipped
SETTLE = .6          # last share of the budget, in which the rate falls to nothing
WARM_UP = 200         # steps
DETAIL_SHARE = .4    # of the rate: the detail branch writes straight into the result, and at twice the rate it only jittered


class Run:
    def __init__(self, folder, shape='small', start=None, device='cpu', first_seed=FIRST_SEED):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.device = device
        # Channels last: a sixth faster in oneDNN.
        self.network = DepthNetwork(shape).to(device, memory_format=torch.channels_last)
        if start:
            self.network.load_state_dict(torch.load(start, map_location=device))
        self.average = copy.deepcopy(self.network)
        self.optimiser = torch.optim.AdamW(
            [{'params': part.parameters()} for part in (self.network.trunk, self.network.detail)], lr=1e-3, weight_decay=.02)
        self.state = {'step': 0, 'samples': 0, 'seconds': 0.0, 'seed': first_seed}
        if self.checkpoint.exists():
            self.resume()

    @property
    def checkpoint(self):
        return self.folder / 'checkpoint.pt'

    def resume(self):
        saved = torch.load(self.checkpoint, map_location=self.device)
        self.network.load_state_dict(saved['network'])
        self.average.load_state_dict(saved['average'])
        self.optimiser.load_state_dict(saved['optimiser'])
        self.state = saved['state']

    def save(self):
        """Renamed into place, so that a cut in the middle leaves the last whole checkpoint."""
        partial = self.folder / 'checkpoint.partial'
        torch.save({'network': self.network.state_dict(), 'average': self.average.state_dict(),
                    'optimiser': self.optimiser.state_dict(), 'state': self.state}, partial)
        os.replace(partial, self.checkpoint)
        torch.save(self.average.state_dict(), self.folder / 'weights.pt')

    def set_rate(self, rate, progress):
        falling = .5 + .5 * math.cos(math.pi * max(0, (progress - 1 + SETTLE) / SETTLE))
        warming = min(1, (self.state['step'] + 1) / WARM_UP)
        for group, share in zip(self.optimiser.param_groups, (1, DETAIL_SHARE)):
            group['lr'] = rate * share * falling * warming + 1e-6

    def step(self, total, samples):
        self.optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        self._follow()
        self.state['step'] += 1
        self.state['samples'] += samples

    def _follow(self):
        keep = min(AVERAGE, (self.state['step'] + 1) / (self.state['step'] + 20))
        pairs = list(zip(self.average.state_dict().values(), self.network.state_dict().values()))
        means, values = zip(*[pair for pair in pairs if pair[0].dtype.is_floating_point])
        with torch.no_grad():
            torch._foreach_mul_(means, keep)
            torch._foreach_add_(means, values, alpha=1 - keep)


class Curve:
    """Mean loss parts since the last line, written with the validation as one line of JSON."""

    def __init__(self, path):
        self.path, self.sums = path, {}

    def add(self, kind, parts):
        for name, value in parts.items():
            total, count = self.sums.get(f'{kind}.{name}', (0, 0))
            self.sums[f'{kind}.{name}'] = (total + value, count + 1)  # stays on its device: asking would stall a GPU

    def write(self, state, made, validation):
        line = {**{k: round(v, 1) for k, v in state.items()}, 'made': made,
                'validation': {k: round(float(v), 4) for k, v in validation.items()},
                'loss': {k: round(float(total / count), 4) for k, (total, count) in sorted(self.sums.items())}}
        with open(self.path, 'a', encoding='utf-8') as file:
            file.write(json.dumps(line) + '\n')
        print(json.dumps(line), flush=True)
        self.sums = {}
