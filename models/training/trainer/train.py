"""Trains the depth network on generated scenes until a wall-clock budget is spent; resumable.

    python3 train.py --minutes 90 --out run                      # again with the same words: goes on from the checkpoint
    python3 train.py --minutes 90 --out run --from weights.pt    # starts from trained weights
    python3 train.py --minutes 25 --out run --stage whole --shards data --device cuda --batch 128 --rate 2e-3

On a CPU: one torch thread and one generator thread. Two torch threads on a shared machine were 6 to 17 times slower.
"""
import argparse
import random
import time

import cv2
import torch

from batches import error_on
from measures import Validation
from pools import LivePool, ShardPool
from run import Curve, Run
from scenes import Generator
from stages import STAGES


def parse_arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--minutes', type=float, required=True, help='budget of the whole run, earlier parts included')
    options.add_argument('--out', required=True, help='folder of checkpoint.pt, curve.jsonl and, at the end, weights.pt')
    options.add_argument('--stage', choices=STAGES, default='trunk', help='see stages.py')
    options.add_argument('--from', dest='start', help='weights to start from')
    options.add_argument('--shards', help='folder of makeData.py, instead of rendering beside the training')
    options.add_argument('--device', default='cpu')
    options.add_argument('--batch', type=int, default=8)
    options.add_argument('--rate', type=float, default=3e-4)
    options.add_argument('--every', type=float, default=300, help='seconds between checkpoints')
    return options.parse_args()


def train(run, pool, arguments):
    stage = STAGES[arguments.stage]
    validation, curve = Validation(Generator(), stage), Curve(run.folder / 'curve.jsonl')
    names, shares = list(stage.draws), [draw.share for draw in stage.draws.values()]
    budget = arguments.minutes * 60
    began, saved = time.monotonic() - run.state['seconds'], run.state['seconds']
    while run.state['seconds'] < budget:
        run.set_rate(arguments.rate, run.state['seconds'] / budget)
        name = random.choices(names, shares)[0]
        total, parts = error_on(run.network, stage.draws[name], pool, arguments.batch, arguments.device)
        run.step(total, arguments.batch)
        curve.add(name, parts)
        run.state.update(seconds=time.monotonic() - began, seed=pool.seed)
        if run.state['seconds'] - saved >= arguments.every:
            saved = run.state['seconds']
            run.save()
            curve.write(run.state, pool.made, validation(run.average))
    run.save()
    curve.write(run.state, pool.made, validation(run.average))


def main():
    arguments = parse_arguments()
    cv2.setNumThreads(1)
    if arguments.device == 'cpu':
        torch.set_num_threads(1)
    run = Run(arguments.out, arguments.start, arguments.device)
    kinds = STAGES[arguments.stage].kinds
    pool = ShardPool(kinds, arguments.shards) if arguments.shards else LivePool(kinds, run.state['seed'])
    train(run, pool, arguments)
    torch.save(run.average.state_dict(), run.folder / 'weights.pt')


if __name__ == '__main__':
    main()
