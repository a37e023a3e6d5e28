import type { ModelInput } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import type { Picture } from './grid.js';
import { paddedPlanes, resizedInSteps, resizedPlanes, type ResizePlanes } from './fitPicture.js';
import { roundHalfToEven } from './roundHalfToEven.js';

/**
 * Size at which a picture is fed, by the resize policies of MiDaS (isl-org/MiDaS, midas/transforms.py `get_size`) and, for
 * `longest`, of Depth Anything 3. Aspect is kept up to the rounding to the network's multiple.
 */
export function networkSize(source: Size, input: Pick<ModelInput, 'policy' | 'nominal' | 'multipleOf' | 'widest'>): Size {
  const [targetWidth, targetHeight] = nominalFor(source, input);
  if (input.policy === 'stretch' || input.policy === 'pad') return { width: targetWidth, height: targetHeight };
  if (input.policy === 'longest') return longestSize(source, Math.max(targetWidth, targetHeight), input.multipleOf);
  const across = targetWidth / source.width;
  const down = targetHeight / source.height;
  const scale = chosenScale(input.policy, across, down);
  const side = (length: number, target: number): number => multipleSide(length * scale, target, input);
  return { width: side(source.width, targetWidth), height: side(source.height, targetHeight) };
}

/** Video Depth Anything's rule for wide pictures (video_depth.py): its nominal size shrinks so that the longer side stays what it is at 16:9. */
function nominalFor({ width, height }: Size, { nominal, multipleOf, widest }: Pick<ModelInput, 'nominal' | 'multipleOf' | 'widest'>): readonly [number, number] {
  const aspect = Math.max(width, height) / Math.min(width, height);
  if (widest === undefined || aspect <= widest) return nominal;
  const side = (length: number): number => roundHalfToEven(Math.floor((length * 1.777) / aspect) / multipleOf) * multipleOf;
  return [side(nominal[0]), side(nominal[1])];
}

function chosenScale(policy: 'lower' | 'upper' | 'minimal', across: number, down: number): number {
  if (policy === 'lower') return Math.max(across, down);
  if (policy === 'upper') return Math.min(across, down);
  return Math.abs(1 - across) < Math.abs(1 - down) ? across : down;
}

function multipleSide(length: number, target: number, { policy, multipleOf }: Pick<ModelInput, 'policy' | 'multipleOf'>): number {
  const rounded = roundHalfToEven(length / multipleOf) * multipleOf;
  if (policy === 'upper' && rounded > target) return Math.max(multipleOf, Math.floor(length / multipleOf) * multipleOf);
  if (policy === 'lower' && rounded < target) return Math.ceil(length / multipleOf) * multipleOf;
  return Math.max(multipleOf, rounded);
}

function longestSize(source: Size, longest: number, multiple: number): Size {
  const scale = longest / Math.max(source.width, source.height);
  const side = (length: number): number => Math.max(multiple, Math.round(roundHalfToEven(length * scale) / multiple) * multiple);
  return { width: side(source.width), height: side(source.height) };
}

/** Margin of ZoeDepth's reflected border for a side, pixels (ZoeDepth, depth_model.py `_infer_with_pad_aug`, factor 3). */
export function reflectMargin(side: number): number {
  return Math.min(side - 1, Math.floor(Math.sqrt(side / 2) * 3));
}

/** The picture with a mirrored border, the border pixel itself not repeated (torch `reflect`). */
export function padReflected(picture: Picture): Picture {
  const { width, height, channels, pixels } = picture;
  const [marginX, marginY] = [reflectMargin(width), reflectMargin(height)];
  const [wide, tall] = [width + 2 * marginX, height + 2 * marginY];
  const out = new Uint8Array(wide * tall * channels);
  for (let y = 0; y < tall; y++) {
    const row = mirrored(y - marginY, height) * width;
    for (let x = 0; x < wide; x++) {
      const from = (row + mirrored(x - marginX, width)) * channels;
      for (let c = 0; c < channels; c++) out[(y * wide + x) * channels + c] = pixels[from + c]!;
    }
  }
  return { width: wide, height: tall, channels, pixels: out };
}

function mirrored(index: number, length: number): number {
  const up = Math.abs(index);
  return up < length ? up : 2 * (length - 1) - up;
}

/** Changes with every change of what a network is fed: it is part of a job's key. */
export const PREPARE_VERSION = 'compiled-2';

/** Whether a picture's own pixels are fed, without resizing. */
export function isFedAsItIs(picture: Size, { policy, interpolation }: Pick<ModelInput, 'policy' | 'interpolation'>, size: Size): boolean {
  return picture.width === size.width && picture.height === size.height && policy !== 'pad' && interpolation !== 'areaOrCubic';
}

/** What red, green and blue, 0..255, are multiplied by and what is then added: mean and std are listed for them, whatever the order of the channels. */
export function normsOf({ range, mean, std }: Pick<ModelInput, 'range' | 'mean' | 'std'>): { readonly gains: readonly number[]; readonly offsets: readonly number[] } {
  return { gains: std.map((deviation) => range / 255 / deviation), offsets: std.map((deviation, colour) => -mean[colour]! / deviation) };
}

/**
 * Turns a picture (RGB, 8 bit) into the network's input tensor: resized to `size`, scaled to 0..range, mean taken off and
 * divided by std (both on the scaled values), in the asked channel order and layout. Float32, length 3 × width × height.
 * As the reference code does, the resize comes before the normalisation. `resize`: the dear part; jobs run it compiled
 * (helper/kernels/preparePicture), held to the definition by a test of agreement.
 */
export function preprocess(picture: Picture, input: ModelInput, size: Size, resize: ResizePlanes = resizedPlanes): Float32Array<ArrayBuffer> {
  const { width, height } = size;
  const planes = isFedAsItIs(picture, input, size) ? undefined : fittedPlanes(picture, input, { size, resize });
  const out = new Float32Array(3 * width * height);
  const order = input.channels === 'BGR' ? [2, 1, 0] : [0, 1, 2];
  const norms = normsOf(input);
  for (let channel = 0; channel < 3; channel++) {
    const colour = order[channel]!;
    const [gain, offset] = [norms.gains[colour]!, norms.offsets[colour]!];
    const [start, step] = input.layout === 'NCHW' ? [channel * width * height, 1] : [channel, 3];
    const plane = planes?.[colour];
    if (plane) for (let i = 0; i < plane.length; i++) out[start + i * step] = plane[i]! * gain + offset;
    else for (let i = 0, p = Math.min(colour, picture.channels - 1); i < width * height; i++, p += picture.channels) out[start + i * step] = picture.pixels[p]! * gain + offset;
  }
  return out;
}

function fittedPlanes(picture: Picture, input: ModelInput, { size, resize }: { readonly size: Size; readonly resize: ResizePlanes }): Float32Array[] {
  if (input.interpolation === 'areaOrCubic') return resizedInSteps(picture, Math.max(...input.nominal), size, resize);
  return input.policy === 'pad' ? paddedPlanes(picture, input, input.interpolation, resize) : resize(picture, input.interpolation, size);
}
