import type { Grid } from './grid.js';
import { boxMean } from './boxMean.js';
import { resampleTaps, type ResampleTaps } from './resample.js';

/** Changes with every change of the numbers below: it is part of a job's key. */
export const REFINE_VERSION = 'guided-1';

export interface RefineInput {
  /** Depth at network size. */
  readonly depth: Grid;
  /** Luma of the picture at the same size, 0..255. */
  readonly smallGuide: Uint8Array;
  /** Luma of the picture at output size, 0..255, height × width. */
  readonly guide: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Window of the local fit in map pixels, and the luma variance that counts as no edge, of 255² (chosen on the rendered clips). */
const RADIUS = 4;
const FLAT_VARIANCE = 60;

interface LocalModel {
  readonly slope: Float32Array;
  readonly base: Float32Array;
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/**
 * Brings a small depth map to the picture's size with edges that follow the picture: the fast guided filter (He and Sun 2015,
 * arXiv 1505.00996): depth ≈ slope × luma + base, fitted in windows at the map's size and applied to the full luma.
 * The result is kept between the lowest and highest depth near each place, which is what prevents halos.
 * Rows are handed out one by one (`row` is reused), so that no full-size float picture is ever held.
 */
export function refineRows(input: RefineInput, emit: (y: number, row: Float32Array) => void): void {
  const { depth, guide, width, height } = input;
  const model = fitLocally(depth, input.smallGuide);
  const across = resampleTaps(depth.width, width, 'bilinear');
  const down = resampleTaps(depth.height, height, 'bilinear');
  const planes = [model.slope, model.base, model.lowest, model.highest];
  const mixed = planes.map(() => new Float32Array(depth.width));
  const row = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    for (const [p, plane] of planes.entries()) mixRow(plane, depth.width, down, y, mixed[p]!);
    applyRow(mixed, across, guide.subarray(y * width, (y + 1) * width), row);
    emit(y, row);
  }
}

function mixRow(plane: Float32Array, width: number, { indices, weights }: ResampleTaps, y: number, out: Float32Array): void {
  const [upper, lower, weight] = [indices[2 * y]! * width, indices[2 * y + 1]! * width, weights[2 * y + 1]!];
  for (let x = 0; x < width; x++) out[x] = plane[upper + x]! + weight * (plane[lower + x]! - plane[upper + x]!);
}

function applyRow(planes: readonly Float32Array[], { indices, weights }: ResampleTaps, guide: Uint8Array, out: Float32Array): void {
  const [slope, base, lowest, highest] = planes as [Float32Array, Float32Array, Float32Array, Float32Array];
  for (let x = 0; x < out.length; x++) {
    const [i, j, w] = [indices[2 * x]!, indices[2 * x + 1]!, weights[2 * x + 1]!];
    const a = slope[i]! + w * (slope[j]! - slope[i]!);
    const b = base[i]! + w * (base[j]! - base[i]!);
    const low = lowest[i]! + w * (lowest[j]! - lowest[i]!);
    const high = highest[i]! + w * (highest[j]! - highest[i]!);
    const value = a * guide[x]! + b;
    out[x] = value < low ? low : value > high ? high : value;
  }
}

function fitLocally({ width, height, values }: Grid, luma: Uint8Array): LocalModel {
  const mean = (plane: Float32Array): Float32Array => boxMean(plane, width, height, RADIUS);
  const guide = Float32Array.from(luma);
  const [meanGuide, meanDepth] = [mean(guide), mean(values)];
  const meanBoth = mean(values.map((value, i) => value * guide[i]!));
  const meanSquare = mean(guide.map((value) => value * value));
  const slope = new Float32Array(values.length);
  const base = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const variance = meanSquare[i]! - meanGuide[i]! * meanGuide[i]!;
    slope[i] = (meanBoth[i]! - meanGuide[i]! * meanDepth[i]!) / (variance + FLAT_VARIANCE);
    base[i] = meanDepth[i]! - slope[i]! * meanGuide[i]!;
  }
  return { slope: mean(slope), base: mean(base), ...extremes(values, width, height) };
}

/** Lowest and highest of each 3×3 neighbourhood. */
function extremes(values: Float32Array, width: number, height: number): Pick<LocalModel, 'lowest' | 'highest'> {
  const lowest = new Float32Array(values.length);
  const highest = new Float32Array(values.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [low, high] = [Infinity, -Infinity];
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const value = values[v * width + u]!;
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
      lowest[y * width + x] = low;
      highest[y * width + x] = high;
    }
  }
  return { lowest, highest };
}
