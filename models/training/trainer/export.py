"""Writes trained weights as ONNX, in 32 and 16 bits, and checks that the first says what PyTorch says.

    python3 export.py run/weights.pt ../../bundled depthbeat-small-v4   # also depthbeat-small-v4-fp16.onnx

Needs torch and onnx (Debian: python3-torch python3-onnx) and the project's own node_modules for the check.
"""
import argparse
import collections
import pathlib
import subprocess
import tempfile

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from network import network_of
from stages import STAGES

OPSET = 13
HERE = pathlib.Path(__file__).resolve().parent
TOLERANCE = 1e-4  # of an output of about 1; float32 sums in another order


class Shipped(nn.Module):
    """The network, or its trunk alone, with its promise kept: inverse depth is never negative."""

    def __init__(self, network, has_detail):
        super().__init__()
        self.network, self.has_detail = network, has_detail

    def forward(self, image):
        return torch.relu(self.network(image) if self.has_detail else self.network.coarse(image))


def load(path, has_detail):
    """A weights file, or the running average inside a checkpoint."""
    saved = torch.load(path, map_location='cpu')
    return Shipped(network_of(saved['average'] if 'average' in saved else saved), has_detail).eval()


def write_single(network, path):
    free = {2: 'height', 3: 'width'}
    torch.onnx.export(network, torch.rand(1, 3, 192, 256), str(path), opset_version=OPSET, input_names=['image'],
                      output_names=['inverse_depth'], dynamic_axes={'image': free, 'inverse_depth': free})


def halved_tensor(tensor):
    return numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name)


def write_half(source, path):
    """16-bit weights and arithmetic behind 32-bit input and output, so that callers need not know."""
    model = onnx.load(str(source))
    graph = model.graph
    # Resize takes its scales as float32 whatever it resizes.
    scales = {name for node in graph.node if node.op_type == 'Resize' for name in node.input[1:]}
    for tensor in graph.initializer:
        if tensor.data_type == TensorProto.FLOAT and tensor.name not in scales:
            tensor.CopyFrom(halved_tensor(tensor))
    for node in graph.node:
        for attribute in node.attribute:
            is_value = attribute.type == onnx.AttributeProto.TENSOR and attribute.t.data_type == TensorProto.FLOAT
            if is_value and node.output[0] not in scales:
                attribute.t.CopyFrom(halved_tensor(attribute.t))
        node.input[:] = ['image_half' if name == 'image' else name for name in node.input]
        node.output[:] = ['inverse_depth_half' if name == 'inverse_depth' else name for name in node.output]
    graph.node.insert(0, helper.make_node('Cast', ['image'], ['image_half'], to=TensorProto.FLOAT16))
    graph.node.append(helper.make_node('Cast', ['inverse_depth_half'], ['inverse_depth'], to=TensorProto.FLOAT))
    del graph.value_info[:]
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def describe(path):
    counts = collections.Counter(node.op_type for node in onnx.load(str(path)).graph.node)
    listed = ', '.join(f'{name} {count}' for name, count in sorted(counts.items()))
    print(f'{path.name}: {path.stat().st_size / 1e6:.2f} MB, opset {OPSET}, {listed}')


def largest_difference(network, path, height, width):
    image = np.random.RandomState(height).rand(1, 3, height, width).astype(np.float32)
    with torch.no_grad():
        expected = network(torch.from_numpy(image)).numpy()
    with tempfile.TemporaryDirectory() as folder:
        given, answer = pathlib.Path(folder, 'image.f32'), pathlib.Path(folder, 'depth.f32')
        given.write_bytes(image.tobytes())
        subprocess.run(['node', str(HERE / 'runRaw.mjs'), str(path), str(height), str(width), str(given), str(answer)], check=True)
        return float(np.abs(np.frombuffer(answer.read_bytes(), np.float32).reshape(expected.shape) - expected).max())


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('weights')
    options.add_argument('folder')
    options.add_argument('name')
    options.add_argument('--stage', choices=STAGES, default='trunk', help='as trained')
    arguments = options.parse_args()
    torch.set_num_threads(1)
    network = load(arguments.weights, STAGES[arguments.stage].asks_detail)
    folder = pathlib.Path(arguments.folder)
    folder.mkdir(parents=True, exist_ok=True)
    single, half = folder / f'{arguments.name}.onnx', folder / f'{arguments.name}-fp16.onnx'
    write_single(network, single)
    write_half(single, half)
    for path in (single, half):
        describe(path)
        differences = [largest_difference(network, path, *size) for size in ((192, 256), (256, 448), (448, 256))]
        print(f'  largest difference to PyTorch {max(differences):.1e}')
        if path == single and max(differences) > TOLERANCE:
            raise SystemExit('The exported file does not compute what PyTorch computes.')


if __name__ == '__main__':
    main()
