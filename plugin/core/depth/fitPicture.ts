import type { ModelInput } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import type { Picture } from './grid.js';
import { mixRows, resampleTaps, type ResampleKernel, type ResampleTaps } from './resample.js';
import { roundHalfToEven } from './roundHalfToEven.js';

export type ResizePlanes = typeof resizedPlanes;

/** Red, green and blue of a picture at another size, 0..255, unrounded. A grey picture gives three alike. */
export function resizedPlanes(picture: Picture, kernel: ResampleKernel, size: Size): Float32Array[] {
  const { width, height } = picture;
  const used = width === size.width && height === size.height ? 'bilinear' : kernel;
  const wide = widenedPlanes(picture, size.width, resampleTaps(width, size.width, used));
  if (height === size.height) return wide;
  const down = resampleTaps(height, size.height, used);
  return wide.map((rows) => {
    const plane = new Float32Array(size.width * size.height);
    mixRows(rows, size.width, down, plane);
    return plane;
  });
}

/** Rows are mixed first along, then across; no destructuring in the loops: they are hot. */
function widenedPlanes({ width, height, channels, pixels }: Picture, to: number, { taps, indices, weights }: ResampleTaps): Float32Array[] {
  const [red, green, blue] = [new Float32Array(to * height), new Float32Array(to * height), new Float32Array(to * height)];
  const offsets = indices.map((index) => index * channels);
  const [second, third] = channels === 3 ? [1, 2] : [0, 0];
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    for (let x = 0, t = 0; x < to; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let k = 0; k < taps; k++, t++) {
        const weight = weights[t]!;
        const at = row + offsets[t]!;
        r += weight * pixels[at]!;
        g += weight * pixels[at + second]!;
        b += weight * pixels[at + third]!;
      }
      red[y * to + x] = r;
      green[y * to + x] = g;
      blue[y * to + x] = b;
    }
  }
  return [red, green, blue];
}

/**
 * Depth Anything 3's way (depth_anything_3/utils/io/input_processor.py): the longest side to the nominal length, then each side to the network's
 * multiple, both on 8-bit pictures; box averages where it shrinks, cubic where it grows.
 */
export function resizedInSteps(picture: Picture, longest: number, size: Size, resize = resizedPlanes): Float32Array[] {
  const scale = longest / Math.max(picture.width, picture.height);
  const between = { width: Math.max(1, roundHalfToEven(picture.width * scale)), height: Math.max(1, roundHalfToEven(picture.height * scale)) };
  const first = resizedTo8Bit(picture, scale > 1 ? 'cubic' : 'area', between, resize);
  const grows = size.width > between.width || size.height > between.height;
  const last = resizedTo8Bit(first, grows ? 'cubic' : 'area', size, resize);
  return resizedPlanes(last, 'bilinear', size);
}

function resizedTo8Bit(picture: Picture, kernel: ResampleKernel, size: Size, resize: ResizePlanes): Picture {
  if (picture.width === size.width && picture.height === size.height) return picture;
  const planes = resize(picture, kernel, size);
  const pixels = new Uint8ClampedArray(size.width * size.height * 3);
  // A clamped array rounds to nearest, halves to even, as OpenCV's cast does.
  for (const [c, plane] of planes.entries()) for (let i = 0; i < plane.length; i++) pixels[3 * i + c] = plane[i]!;
  return { ...size, channels: 3, pixels: new Uint8Array(pixels.buffer) };
}

/** Where a picture lies in the network's fixed size when it keeps its shape and is padded (Metric3D, onnx/test_onnx.py and hubconf.py). */
export function placeInside({ width, height }: Size, { nominal }: Pick<ModelInput, 'nominal'>): Size & { readonly left: number; readonly top: number } {
  const scale = Math.min(nominal[0] / width, nominal[1] / height);
  const inner = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
  return { ...inner, left: Math.floor((nominal[0] - inner.width) / 2), top: Math.floor((nominal[1] - inner.height) / 2) };
}

/** Mean colour of ImageNet, with which Metric3D fills what a picture does not cover, 0..255. */
const PADDING = [123.675, 116.28, 103.53] as const;

/** The picture at its place among the padding. */
export function paddedPlanes(picture: Picture, input: Pick<ModelInput, 'nominal'>, kernel: ResampleKernel, resize = resizedPlanes): Float32Array[] {
  const place = placeInside(picture, input);
  const [width, height] = input.nominal;
  return resize(picture, kernel, place).map((plane, c) => {
    const padded = new Float32Array(width * height).fill(PADDING[c]!);
    for (let y = 0; y < place.height; y++) padded.set(plane.subarray(y * place.width, (y + 1) * place.width), (place.top + y) * width + place.left);
    return padded;
  });
}
