"""The mean of two trainings of one network, which often judges as well as the better and combines what each learnt.

    python3 blend.py first.pt second.pt out.pt [--second-share .5]

Only where the second was trained on from the first does the mean make sense (Wortsman et al. 2022, "Model soups", arXiv 2203.05482).
"""
import argparse

import torch


def blend(first, second, share):
    """State dictionaries to the one in between; counters, which are no weights, are the second's."""
    if first.keys() != second.keys():
        raise SystemExit('These are weights of two different networks.')
    return {name: torch.lerp(value, second[name], share) if value.dtype.is_floating_point else second[name] for name, value in first.items()}


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('first')
    options.add_argument('second')
    options.add_argument('out')
    options.add_argument('--second-share', type=float, default=.5)
    arguments = options.parse_args()
    torch.save(blend(*(torch.load(path, map_location='cpu') for path in (arguments.first, arguments.second)), arguments.second_share), arguments.out)


if __name__ == '__main__':
    main()
