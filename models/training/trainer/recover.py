"""Weights to go on training from, out of an exported float32 file: the .pt files are too large to keep.

    python3 recover.py ../../bundled/depthbeat-small-v4.onnx run/weights.pt

The export folds every norm into its convolution. Norms that only pass through would train badly, because in training
they take the mean and spread of the batch; so each gets back the mean and spread that its input has over generated
scenes, and the gain and bias that undo them. What the network answers stays the same.
"""
import argparse

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from network import DepthNetwork
from scenes import Generator

SEEDS = range(200_000, 200_096)  # neither trained on nor validated on
SIZE = (160, 128)
PER_PASS = 16


def convolutions_of(path):
    """Module name to (weight, bias) of every convolution and every named tensor in the file."""
    graph = onnx.load(path).graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {}
    for node in graph.node:
        if node.op_type == 'Conv':
            # /trunk/stages.0/stages.0.1/first/first.0/Conv_output_0 is trunk.stages.0.1.first.0.
            found[module_name(node.output[0])] = [tensors[name] for name in node.input[1:]]
    return found


def module_name(output):
    parts = []
    for part in output.strip('/').split('/')[:-1]:
        if parts and part.startswith(parts[-1] + '.'):
            parts.pop()
        parts.append(part)
    return '.'.join(part for part in parts if part != 'network')


def norms_of(network):
    """Pairs of (name of the convolution, its norm)."""
    modules = dict(network.named_modules())
    for name, module in modules.items():
        if isinstance(module, nn.BatchNorm2d):
            folder, index = name.rsplit('.', 1)
            yield f'{folder}.{int(index) - 1}', module


def fill_plain(network, convolutions):
    """Sets all convolutions; norms pass through and only add the folded bias."""
    modules, normed = dict(network.named_modules()), dict(norms_of(network))
    with torch.no_grad():
        for name, (weight, bias) in convolutions.items():
            modules[name].weight.copy_(torch.from_numpy(weight.copy()))
            target = normed[name].bias if name in normed else modules[name].bias
            target.copy_(torch.from_numpy(bias.copy()))
        for _, norm in normed.items():
            norm.weight.fill_(1)
            norm.running_mean.zero_()
            norm.running_var.fill_(1 - norm.eps)


def scenes():
    generator = Generator()
    pictures = [generator.picture(seed, *SIZE)[0].transpose(2, 0, 1) for seed in SEEDS]
    stack = torch.from_numpy(np.stack(pictures).astype(np.float32) / 255)
    return stack.split(PER_PASS)


def measured_spread(network, batches):
    """Per norm: (mean, variance) of its input, per channel."""
    sums, hooks = {}, []

    def watch(norm, inputs):
        x = inputs[0].double()
        count, first, second = sums.get(norm, (0, 0, 0))
        sums[norm] = (count + x.numel() // x.shape[1], first + x.sum((0, 2, 3)), second + (x * x).sum((0, 2, 3)))

    for _, norm in norms_of(network):
        hooks.append(norm.register_forward_pre_hook(watch))
    with torch.no_grad():
        for images in batches:
            network.coarse(images)
    for hook in hooks:
        hook.remove()
    return {norm: (first / count, second / count - (first / count) ** 2) for norm, (count, first, second) in sums.items()}


def give_back_spread(norm, mean, variance):
    with torch.no_grad():
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(variance.clamp(min=1e-6))
        norm.weight.copy_((norm.running_var + norm.eps).sqrt())
        norm.bias.add_(norm.running_mean)


def recovered(path):
    network = DepthNetwork().eval()
    fill_plain(network, convolutions_of(path))
    batches = scenes()
    with torch.no_grad():
        before = network.coarse(batches[0])
    for norm, (mean, variance) in measured_spread(network, batches).items():
        give_back_spread(norm, mean, variance)
    with torch.no_grad():
        moved = (network.coarse(batches[0]) - before).abs().max().item()
    return network, moved


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('model')
    options.add_argument('weights')
    arguments = options.parse_args()
    network, moved = recovered(arguments.model)
    torch.save(network.state_dict(), arguments.weights)
    print(f'{arguments.weights}: largest change of an answer {moved:.1e}')


if __name__ == '__main__':
    main()
