"""Scores an exported network on photographs and video with measured depth.

    python3 evaluate.py MODEL.onnx --set EVAL_FOLDER [--what stills clips footage] [--mirror]
    python3 evaluate.py depthbeat-small-v4 --set EVAL_FOLDER --product

The first shows the bare network. The second shows what an editor gets: everything that `depthbeat depth` does to it
(input size and mirror of the manifest, steadying, edges). EVAL_FOLDER holds score.py and, per kind, a folder with MANIFEST.json. These pictures are for judging only: nothing of
them may train or tune a network.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PREDICT = HERE / 'predict.mjs'
PRODUCT = HERE.parents[2] / 'plugin' / 'cli' / 'depthbeat.mjs'


def files_of(folder, what):
    items = json.loads((folder / 'MANIFEST.json').read_text(encoding='utf-8'))['items']
    if what == 'stills':
        return [folder / item['rgb'] for item in items]
    if what == 'footage':
        return [folder / item['file'] for item in items if item.get('flicker')]
    return [folder / item['video'] for item in items]


def predict_bare(arguments, files, predictions):
    subprocess.run(['node', str(PREDICT), '--model', arguments.model, '--out', str(predictions), '--short', arguments.short,
                    '--multiple', arguments.multiple, *(['--mirror'] if arguments.mirror else []), *map(str, files)], check=True)


def predict_by_product(arguments, files, predictions):
    for file in files:
        out = predictions / file.stem
        subprocess.run(['node', str(PRODUCT), 'depth', str(file), '--out', str(out), '--model', arguments.model],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        frames = sorted(out.glob('depth_*.png'))
        if len(frames) == 1:
            frames[0].rename(predictions / f'{file.stem}.png')


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('model')
    options.add_argument('--set', required=True, type=pathlib.Path)
    options.add_argument('--what', nargs='+', default=['stills', 'clips', 'footage'])
    options.add_argument('--short', default='128')
    options.add_argument('--multiple', default='32')
    options.add_argument('--mirror', action='store_true')
    options.add_argument('--product', action='store_true', help='MODEL is an id of the manifest; --short, --multiple and --mirror do not count')
    arguments = options.parse_args()
    predict = predict_by_product if arguments.product else predict_bare
    for what in arguments.what:
        with tempfile.TemporaryDirectory() as predictions:
            predict(arguments, files_of(arguments.set / what, what), pathlib.Path(predictions))
            print(f'## {what}', flush=True)
            subprocess.run([sys.executable, str(arguments.set / 'score.py'), what, predictions], check=True)


if __name__ == '__main__':
    main()
