import type { Picture } from '#core/depth/grid';
import { isFedAsItIs, normsOf, preprocess } from '#core/depth/preprocess';
import { boxSamples, sampleShares, reduceLuma } from '#core/depth/reducePicture';
import { resampleTaps, type ResampleKernel } from '#core/depth/resample';
import type { ModelInput } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { SpareMemory } from '../workers/spareMemory.js';
import { kernelMemory, SLACK } from './kernelMemory.js';
import { placeTaps } from './placeTaps.js';

/**
 * `preprocess` of core/depth/preprocess with its resizing compiled: the same within the rounding of float32. Where a picture is resized at once,
 * the tensor lies in memory from `spare`.
 */
export function compiledTensor(picture: Picture, input: ModelInput, size: Size, spare = new SpareMemory()): Float32Array<ArrayBuffer> {
  const { interpolation, layout } = input;
  const isDirect = picture.channels === 3 && interpolation !== 'areaOrCubic' && input.policy !== 'pad' && !isFedAsItIs(picture, input, size);
  if (!isDirect) return preprocess(picture, input, size, compiledPlanes);
  const pixels = size.width * size.height;
  const tensor = new Float32Array(spare.take(12 * pixels));
  const channelStep = layout === 'NCHW' ? pixels : 1;
  const { gains, offsets } = normsOf(input);
  const isTurned = input.channels === 'BGR';
  resize(picture, { kernel: interpolation, size, gains, offsets, first: isTurned ? 2 * channelStep : 0, channelStep: isTurned ? -channelStep : channelStep, pixelStep: layout === 'NCHW' ? 1 : 3 }, tensor);
  return tensor;
}

/** `resizedPlanes` of core/depth/fitPicture. */
function compiledPlanes(picture: Picture, kernel: ResampleKernel, size: Size): Float32Array[] {
  const pixels = size.width * size.height;
  const planes = new Float32Array(3 * pixels);
  resize(picture, { kernel, size, gains: [1, 1, 1], offsets: [0, 0, 0], first: 0, channelStep: pixels, pixelStep: 1 }, planes);
  return [0, 1, 2].map((c) => planes.subarray(c * pixels, (c + 1) * pixels));
}

/** How a resized picture is laid out: each colour times its gain plus its offset, at `first` + colour × `channelStep` + pixel × `pixelStep`. */
interface Resizing {
  readonly kernel: ResampleKernel;
  readonly size: Size;
  readonly gains: readonly number[];
  readonly offsets: readonly number[];
  readonly first: number;
  readonly channelStep: number;
  readonly pixelStep: number;
}

function resize({ width, height, pixels }: Picture, { kernel, size, gains, offsets, first, channelStep, pixelStep }: Resizing, out: Float32Array): void {
  const memory = kernelMemory();
  memory.scratch((lend) => {
    const [columns, rows] = [resampleTaps(width, size.width, kernel), resampleTaps(height, size.height, kernel)];
    const to = lend.room(out.byteLength + SLACK);
    const norms = lend.copy(Float32Array.from([...gains, 0, ...offsets, 0]));
    const picture = lend.copy(pixels);
    memory.run.resizePicture(picture, width * 3, placeTaps(lend, columns, 12), columns.taps, size.width, placeTaps(lend, rows, width * 3), rows.taps, size.height, norms, to + first * 4, channelStep * 4, pixelStep * 4);
    out.set(memory.floatsAt(to, out.length));
  });
}

/** `reduceLuma` of core/depth/reducePicture, to the bit, in memory from `spare`. */
export function compiledLuma(picture: Picture, to: number, down: number, spare = new SpareMemory()): Uint8Array {
  const { width, height, channels, pixels } = picture;
  if (channels !== 3) return reduceLuma(picture, to, down);
  const memory = kernelMemory();
  return memory.scratch(({ room, copy }) => {
    const [columns, rows] = [boxSamples(width, to), boxSamples(height, down)];
    const places = (list: Int32Array, bytes: number): number => copy(list.map((place) => place * bytes));
    const luma = room(to * down);
    const shares = copy(Float64Array.from(sampleShares(columns.each * rows.each)));
    memory.run.sampleColourLuma(copy(pixels), width * 3, places(columns.places, 3), columns.each, to, places(rows.places, width * 3), rows.each, down, shares, luma);
    const out = new Uint8Array(spare.take(to * down));
    out.set(memory.bytesAt(luma, to * down));
    return out;
  });
}
