"""Trains the depth network on generated scenes until a wall-clock budget is spent; resumable.

    python3 train.py --minutes 90 --out run                      # again with the same words: goes on from the checkpoint
    python3 train.py --minutes 90 --out run --from weights.pt    # starts from trained weights
    python3 train.py --minutes 9 --out run --stage whole --shape wide --device cuda --half --batch 192 --rate 2e-3 \\
        --workers 15 --memory 48                                 # a large GPU with 16 cores beside it

On a CPU: one torch thread and one generator process. Two torch threads on a shared machine were 6 to 17 times slower.
"""
import argparse
import random
import time

import torch

from batches import error_on, predictor
from measures import Validation
from network import SHAPES
from pools import LivePool, ShardPool, rings_of
from run import FIRST_SEED, Curve, Run
from scenes import Generator
from stages import STAGES


def parse_arguments():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--minutes', type=float, required=True, help='budget of the whole run, earlier parts included')
    options.add_argument('--out', required=True, help='folder of checkpoint.pt, curve.jsonl and, at the end, weights.pt')
    options.add_argument('--stage', choices=STAGES, default='trunk', help='see stages.py')
    options.add_argument('--from', dest='start', help='weights to start from')
    options.add_argument('--shape', choices=SHAPES, default='small', help='see network.py')
    options.add_argument('--shards', help='folder of makeData.py, instead of rendering beside the training')
    options.add_argument('--first-seed', type=int, default=FIRST_SEED,
                         help='of the scenes rendered beside the training: another one where --from has seen the first thousands')
    options.add_argument('--workers', type=int, default=1, help='processes that render')
    options.add_argument('--memory', type=float, default=1.5, help='gigabytes of the training device for samples')
    options.add_argument('--device', default='cpu')
    options.add_argument('--batch', type=int, default=16)
    options.add_argument('--rate', type=float, default=8e-4)
    options.add_argument('--half', action='store_true', help='16-bit arithmetic, where the processor has bfloat16')
    options.add_argument('--every', type=float, default=300, help='seconds between checkpoints')
    return options.parse_args()


def train(run, pool, arguments):
    stage = STAGES[arguments.stage]
    validation, curve = Validation(Generator(), stage), Curve(run.folder / 'curve.jsonl')
    names = list(stage.draws)
    predict = {name: predictor(run.network, draw.asks_detail, arguments.half) for name, draw in stage.draws.items()}
    budget = arguments.minutes * 60
    began, saved = time.monotonic() - run.state['seconds'], run.state['seconds']
    while run.state['seconds'] < budget:
        progress = run.state['seconds'] / budget
        run.set_rate(arguments.rate, progress)
        name = random.choices(names, stage.shares(progress))[0]
        total, parts = error_on(predict[name], stage.draws[name], pool, arguments.batch)
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
    if arguments.device == 'cpu':
        torch.set_num_threads(1)
    run = Run(arguments.out, arguments.shape, arguments.start, arguments.device, arguments.first_seed)
    rings = rings_of(STAGES[arguments.stage], arguments.memory, arguments.device)
    pool = ShardPool(rings, arguments.shards) if arguments.shards else LivePool(rings, run.state['seed'], arguments.workers)
    try:
        train(run, pool, arguments)
    finally:
        pool.close()


if __name__ == '__main__':
    main()
