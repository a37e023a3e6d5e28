"""Scores an exported network on photographs and video with measured depth.

    python3 evaluate.py MODEL.onnx --set EVAL_FOLDER [--what stills clips footage] [--mirror]

EVAL_FOLDER holds score.py and, per kind, a folder with MANIFEST.json. These pictures are for judging only: nothing of
them may train or tune a network.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

PREDICT = pathlib.Path(__file__).resolve().parent / 'predict.mjs'


def files_of(folder, what):
    items = json.loads((folder / 'MANIFEST.json').read_text(encoding='utf-8'))['items']
    if what == 'stills':
        return [folder / item['rgb'] for item in items]
    if what == 'footage':
        return [folder / item['file'] for item in items if item.get('flicker')]
    return [folder / item['video'] for item in items]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('model')
    options.add_argument('--set', required=True, type=pathlib.Path)
    options.add_argument('--what', nargs='+', default=['stills', 'clips', 'footage'])
    options.add_argument('--short', default='128')
    options.add_argument('--multiple', default='32')
    options.add_argument('--mirror', action='store_true')
    arguments = options.parse_args()
    for what in arguments.what:
        with tempfile.TemporaryDirectory() as predictions:
            subprocess.run(['node', str(PREDICT), '--model', arguments.model, '--out', predictions, '--short', arguments.short,
                            '--multiple', arguments.multiple, *(['--mirror'] if arguments.mirror else []),
                            *map(str, files_of(arguments.set / what, what))], check=True)
            print(f'## {what}', flush=True)
            subprocess.run([sys.executable, str(arguments.set / 'score.py'), what, predictions], check=True)


if __name__ == '__main__':
    main()
