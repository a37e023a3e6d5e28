"""The depth network: RGB 0..1 in, relative inverse depth out (larger = nearer, about 0..1).

A residual encoder and additive decoder (the trunk) see what kind of place this is. Alone (`coarse`) they work at the size
of the picture; in the whole network they look at half size, where wide context is cheap, and a thin detail branch looks at
full size and only corrects the result, which is where sharp outlines are to come from. Plain convolutions, bilinear resizing and
one pixel shuffle: every ONNX execution provider has them.
"""
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F

TRUNK_MULTIPLE = 32  # of the input's sides: five halvings
MULTIPLE = 2 * TRUNK_MULTIPLE  # one more before the trunk
BLOCKS = (1, 2, 3, 2)


@dataclass(frozen=True)
class Shape:
    """Channels of the encoder from half size down, and of the decoder on its way back up to half size."""
    encoder: tuple
    decoder: tuple


SHAPES = {
    'small': Shape((16, 24, 48, 96, 160), (48, 48, 24, 16)),  # 1.85 million parameters: what a few cores can train
    'wide': Shape((24, 40, 64, 128, 200), (64, 64, 48, 32)),  # 3.1 million: as many as fit 20 MB in 32 and 16 bits
}


def convolution(inputs, outputs, stride=1, kernel=3, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, dilation * (kernel // 2), dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):
    """Starts as the identity (last norm weight 0): without that the first hundred steps of a fresh network diverged."""

    def __init__(self, channels, dilation=1):
        super().__init__()
        self.first = convolution(channels, channels, dilation=dilation)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, 1, bias=False), nn.BatchNorm2d(channels))
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class Context(nn.Module):
    """Adds a projection of the mean feature: what kind of place this is, told to every position."""

    def __init__(self, channels):
        super().__init__()
        self.project = nn.Sequential(nn.Conv2d(channels, channels // 2, 1), nn.ReLU(), nn.Conv2d(channels // 2, channels, 1))

    def forward(self, x):
        return x + self.project(x.mean((2, 3), keepdim=True))


def encoder_stage(inputs, outputs, blocks, is_deep):
    residuals = [Residual(outputs, 2 if is_deep and i % 2 else 1) for i in range(blocks)]
    return nn.Sequential(convolution(inputs, outputs, stride=2), *residuals)


def in_full(module, x):
    """In 32 bits even where the rest is trained in 16: eight bits of mantissa are steps in the depth."""
    with torch.autocast(x.device.type, enabled=False):
        return module(x if x.dtype == torch.float32 else x.float())  # a cast that changes nothing would be exported


def halved(x):
    """The mean of each two by two."""
    return F.interpolate(x, scale_factor=.5, mode='bilinear', align_corners=False)


def doubled(x):
    return F.interpolate(x, scale_factor=2.0, mode='bilinear', align_corners=False)


class Trunk(nn.Module):
    """N x 3 x h x w (multiples of 32) to features N x C x h/2 x w/2 and inverse depth N x 1 x h/2 x w/2."""

    def __init__(self, shape):
        super().__init__()
        encoder, decoder = shape.encoder, shape.decoder
        self.stem = convolution(3, encoder[0], stride=2)
        self.stages = nn.ModuleList(
            [encoder_stage(encoder[i], encoder[i + 1], BLOCKS[i], i > 1) for i in range(len(BLOCKS))])
        self.context = Context(encoder[-1])
        self.top = convolution(encoder[-1], decoder[0], kernel=1)
        self.laterals = nn.ModuleList([convolution(skip, own, kernel=1) for skip, own in zip(encoder[-2::-1], decoder)])
        before = (decoder[0], *decoder[:-1])
        self.narrowing = nn.ModuleList(
            [nn.Identity() if wide == own else convolution(wide, own, kernel=1) for wide, own in zip(before, decoder)])
        self.fusing = nn.ModuleList([Residual(width) for width in decoder])
        self.head = nn.Conv2d(decoder[-1], 1, 3, 1, 1)
        nn.init.constant_(self.head.bias, .3)

    def forward(self, image):
        features = [self.stem((image - .45) * 4)]
        for stage in self.stages:
            features.append(stage(features[-1]))
        x = self.top(self.context(features[-1]))
        for level in range(len(self.fusing)):
            x = doubled(self.narrowing[level](x))
            x = self.fusing[level](x + self.laterals[level](features[-2 - level]))
        return x, in_full(self.head, x)


class Detail(nn.Module):
    """Correction at full size from the picture and the trunk's features; starts at zero."""

    def __init__(self, channels):
        super().__init__()
        self.look = convolution(3, channels, stride=2)
        self.fuse = Residual(channels)
        self.head = nn.Conv2d(channels, 4, 3, 1, 1)
        nn.init.zeros_(self.head.weight)
        nn.init.zeros_(self.head.bias)

    def forward(self, image, features):
        x = self.look((image - .45) * 4)
        x = self.fuse(x + doubled(features))
        return F.pixel_shuffle(self.head(x), 2)


class DepthNetwork(nn.Module):
    """`shape`: a name of SHAPES."""

    def __init__(self, shape='small'):
        super().__init__()
        self.trunk = Trunk(SHAPES[shape])
        self.detail = Detail(SHAPES[shape].decoder[-1])

    def coarse(self, image):
        """Trunk alone, same size out as in."""
        return doubled(self.trunk(image)[1])

    def forward(self, image):
        features, depth = self.trunk(halved(image))
        return doubled(doubled(depth)) + self.detail(image, features)


def network_of(weights):
    """The network whose state_dict this is, of whichever shape."""
    stem = len(weights['trunk.stem.0.weight'])
    network = DepthNetwork(next(name for name, shape in SHAPES.items() if shape.encoder[0] == stem))
    network.load_state_dict(weights)
    return network
