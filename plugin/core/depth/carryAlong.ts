import type { ScaleShift } from './alignScaleShift.js';
import type { Bars } from './bars.js';
import { denseFlow, type FlowField } from './denseFlow.js';
import type { FlowKernels } from './flowKernels.js';
import { makeGrid, type Grid } from './grid.js';
import { lightChange, lumaShares, sameLight, type LightChange } from './lightChange.js';
import { packMap, type PackedMap } from './packedMap.js';
import { resample } from './resample.js';

/** Movement between two frames, on a grid that may be coarser than the map, and how the light changed between them. */
export interface Carrying {
  readonly field: FlowField;
  readonly light: LightChange;
}

/** The last frame's result: depth and luma of one size. */
export interface Before {
  readonly depth: PackedMap;
  readonly luma: Uint8Array;
}

/** The new frame: the network's raw depth, luma of the same size, and bars that carry no picture. */
export interface Now extends Before {
  readonly bars: Bars;
}

/** Flow is found on pictures of this width at most (chosen: finer flow changes the depth by less than its noise). */
const FLOW_WIDTH = 256;
/** Luma change that halves the trust in a still pixel, of 255 (chosen: above the grain of ordinary footage). */
const STILL_LUMA = 9;
/** Share of the old value that a perfectly still pixel keeps. */
export const MEMORY = 0.92;
/** Depth change, as a share of the map's span, at which an apparent standstill is no longer believed. */
export const BELIEVED_STEP = 0.12;
/** Stillness from which a pixel counts for the flicker score. */
export const COUNTED = 0.7;

/** Trust in a pixel by the size of its luma change. */
export const STILLNESS = Float32Array.from({ length: 512 }, (_, step) => 2 ** -((step / STILL_LUMA) ** 2));

/** Two lumas of one size, 0..255, height × width, and how the light changed from the first to the second. */
export interface LitPair {
  readonly before: Uint8Array;
  readonly now: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly light: LightChange;
}

/** Movement from the picture before to the new one, after its light was brought to that of the new one. Lumas have the map's size. */
export function flowBetween(before: Uint8Array, now: Uint8Array, { width, height }: Pick<Grid, 'width' | 'height'>, kernels: Pick<FlowKernels, 'flowOfPair'>): Carrying {
  const light = lightChange(lumaShares(before), lumaShares(now));
  return { field: kernels.flowOfPair({ before, now, width, height, light }), light };
}

/** Size of the pictures that flow is found on. */
export function flowSize({ width, height }: Pick<Grid, 'width' | 'height'>): Pick<Grid, 'width' | 'height'> {
  return width <= FLOW_WIDTH ? { width, height } : { width: FLOW_WIDTH, height: Math.max(1, Math.round((height * FLOW_WIDTH) / width)) };
}

export function flowOfPair({ before, now, width, height, light }: LitPair): FlowField {
  const small = flowSize({ width, height });
  const reduced = (luma: Float32Array): Grid => resample(makeGrid(width, height, luma), small.width, small.height, 'area');
  const lit = new Float32Array(before);
  if (light !== sameLight) for (let i = 0; i < lit.length; i++) lit[i] = light.gain * lit[i]! + light.offset;
  return denseFlow(reduced(lit), reduced(new Float32Array(now)));
}

/** Raw depth, the carried depth and the trust in it, at the centres of a coarse grid. Arrays are height × width of that grid. */
export interface AlongSamples {
  readonly raw: Float32Array;
  readonly previous: Float32Array;
  readonly stillness: Float32Array;
}

export function sampleAlong(before: Before, now: Now, { flow, size }: { readonly flow: Carrying; readonly size: { readonly width: number; readonly height: number } }): AlongSamples {
  const { width, height } = now.depth;
  const count = size.width * size.height;
  const samples = { raw: new Float32Array(count), previous: new Float32Array(count), stillness: new Float32Array(count) };
  const old = new Warp(before, flow, width);
  for (let y = 0, i = 0; y < size.height; y++) {
    const row = Math.floor(((y + 0.5) * height) / size.height);
    old.enterRow(row);
    for (let x = 0; x < size.width; x++, i++) {
      const column = Math.floor(((x + 0.5) * width) / size.width);
      const at = row * width + column;
      old.fetch(column);
      samples.raw[i] = valueOf(now.depth, at);
      samples.previous[i] = old.depth;
      samples.stillness[i] = inPicture(now, column, row) ? STILLNESS[Math.min(511, (Math.abs(now.luma[at]! - old.luma) + 0.5) | 0)]! : 0;
    }
  }
  return samples;
}

const valueOf = ({ low, high, codes }: PackedMap, at: number): number => low + (codes[at]! * (high - low)) / 65535;

function inPicture({ depth, bars }: Now, x: number, y: number): boolean {
  return y >= bars.top && y < depth.height - bars.bottom && x >= bars.left && x < depth.width - bars.right;
}

export interface Mixed {
  readonly depth: PackedMap;
  readonly flicker: number;
}

/** The new map on the shot's scale, mixed with the carried one where the picture was found again. One pass over the map: it is the dearest. */
export function mixAlong(before: Before, now: Now, { flow, fit }: { readonly flow: Carrying; readonly fit: ScaleShift }): Mixed {
  const { width, height, low, high, codes } = now.depth;
  const values = new Float32Array(codes.length);
  const old = new Warp(before, flow, width);
  const span = Math.max(1e-9, before.depth.high - before.depth.low);
  const believed = 1 / (span * BELIEVED_STEP);
  const gain = (fit.scale * (high - low)) / 65535;
  const base = fit.scale * low + fit.shift;
  const luma = now.luma;
  let change = 0;
  let counted = 0;
  for (let y = 0, i = 0; y < height; y++) {
    old.enterRow(y);
    for (let x = 0; x < width; x++, i++) {
      old.fetch(x);
      const fresh = base + gain * codes[i]!;
      const difference = luma[i]! - old.luma;
      const size = difference < 0 ? 0.5 - difference : difference + 0.5;
      const still = size < 512 ? STILLNESS[size | 0]! : 0;
      const step = (fresh - old.depth) * believed;
      const mixed = fresh + ((MEMORY * still) / (1 + step * step)) * (old.depth - fresh);
      values[i] = mixed;
      if (still > COUNTED) {
        change += mixed > old.depth ? mixed - old.depth : old.depth - mixed;
        counted += 1;
      }
    }
  }
  return { depth: packMap({ width, height, values }), flicker: counted > 0 ? change / counted / span : 0 };
}

/** Fetches the last frame's depth and luma from where a pixel of the new frame was, bilinear, the border repeated. */
class Warp {
  depth = 0;
  luma = 0;
  #row = 0;
  /** Of the row: the field's rows above and below it, and the lower one's share. */
  #upper = 0;
  #lower = 0;
  #v = 0;

  constructor(
    readonly before: Before,
    readonly flow: Carrying,
    readonly width: number,
  ) {}

  enterRow(y: number): void {
    const { field } = this.flow;
    this.#row = y;
    const place = Math.min(field.height - 1, Math.max(0, (y + 0.5) * (field.height / this.before.depth.height) - 0.5));
    const top = place | 0;
    this.#v = place - top;
    this.#upper = top * field.width;
    this.#lower = top < field.height - 1 ? this.#upper + field.width : this.#upper;
  }

  fetch(x: number): void {
    const { width, height, low, high, codes } = this.before.depth;
    const luma = this.before.luma;
    const { field } = this.flow;
    const [down, across] = [field.height / height, field.width / this.width];
    const column = Math.min(field.width - 1, Math.max(0, (x + 0.5) * across - 0.5));
    // Movement is known to float32, as its field is.
    let cx = x + Math.fround(this.#between(field.dx, column) / across);
    let cy = this.#row + Math.fround(this.#between(field.dy, column) / down);
    cx = cx < 0 ? 0 : cx > width - 1 ? width - 1 : cx;
    cy = cy < 0 ? 0 : cy > height - 1 ? height - 1 : cy;
    const left = cx | 0;
    const top = cy | 0;
    const at = top * width + left;
    const right = left < width - 1 ? at + 1 : at;
    const below = top < height - 1 ? width : 0;
    const u = cx - left;
    const v = cy - top;
    const w = (1 - u) * (1 - v);
    const w1 = u * (1 - v);
    const w2 = (1 - u) * v;
    const w3 = u * v;
    const code = w * codes[at]! + w1 * codes[right]! + w2 * codes[at + below]! + w3 * codes[right + below]!;
    const light = this.flow.light;
    this.depth = low + (code * (high - low)) / 65535;
    this.luma = light.gain * (w * luma[at]! + w1 * luma[right]! + w2 * luma[at + below]! + w3 * luma[right + below]!) + light.offset;
  }

  /** A plane of the field at a column, in the row that was entered. */
  #between(plane: Float32Array, column: number): number {
    const left = column | 0;
    const right = left < this.flow.field.width - 1 ? left + 1 : left;
    const [u, v, upper, lower] = [column - left, this.#v, this.#upper, this.#lower];
    const w = (1 - u) * (1 - v);
    const w1 = u * (1 - v);
    const w2 = (1 - u) * v;
    const w3 = u * v;
    return w * plane[upper + left]! + w1 * plane[upper + right]! + w2 * plane[lower + left]! + w3 * plane[lower + right]!;
  }
}
