"""What cameras, codecs and colourists do to a picture, at random; depth only follows flips and crops."""
import random

import cv2
import numpy as np


def cropped(image, inverse):
    height, width = inverse.shape
    share = random.uniform(.65, 1)
    h, w = int(height * share), int(width * share)
    y, x = random.randint(0, height - h), random.randint(0, width - w)
    image = cv2.resize(image[y:y + h, x:x + w], (width, height), interpolation=cv2.INTER_LINEAR)
    # Nearest: a blend of two depths is the depth of nothing.
    inverse = cv2.resize(inverse[y:y + h, x:x + w].astype(np.float32), (width, height), interpolation=cv2.INTER_NEAREST)
    return image, inverse


def compressed(image):
    quality = random.randint(25, 95)
    return cv2.imdecode(cv2.imencode('.jpg', image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)


def softened(image):
    height, width = image.shape[:2]
    share = random.uniform(.4, .9)
    small = cv2.resize(image, (int(width * share), int(height * share)), interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)


def photometric(image):
    """uint8 H x W x 3 to float32 3 x H x W in 0..1."""
    if random.random() < .5:
        image = compressed(image)
    if random.random() < .15:
        image = softened(image)
    image = image.astype(np.float32) / 255
    if random.random() < .6:
        image = (image - .5) * random.uniform(.7, 1.4) + .5 + random.uniform(-.1, .1)
    if random.random() < .2:
        image = image[:, :, np.random.permutation(3)]
    if random.random() < .1:
        image = np.repeat(image.mean(2, keepdims=True), 3, 2)
    return np.clip(image, 0, 1).transpose(2, 0, 1)


def single(sample):
    image, inverse = sample
    if random.random() < .5:
        image, inverse = np.ascontiguousarray(image[:, ::-1]), inverse[:, ::-1]
    if random.random() < .35:
        image, inverse = cropped(image, np.ascontiguousarray(inverse))
    return photometric(image), inverse.astype(np.float32)


def halved(sample):
    """The same sample at half size, for the trunk."""
    image, inverse = sample
    size = (image.shape[1] // 2, image.shape[0] // 2)
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.ascontiguousarray(inverse[1::2, 1::2])
