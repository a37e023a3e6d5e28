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
  const cells = cellsAlong(depth.width, width);
  const down = resampleTaps(depth.height, height, 'bilinear');
  const planes = [model.slope, model.base, model.lowest, model.highest];
  const mixed: Line[] = planes.map(() => new Float32Array(depth.width));
  const row = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    for (const [p, plane] of planes.entries()) mixRow(plane, depth.width, down, y, mixed[p]!);
    applyRow(mixed as [Line, Line, Line, Line], cells, guide.subarray(y * width, (y + 1) * width), row);
    emit(y, row);
  }
}

type Line = Float32Array;

function mixRow(plane: Float32Array, width: number, { indices, weights }: ResampleTaps, y: number, out: Float32Array): void {
  const upper = indices[2 * y]! * width;
  const lower = indices[2 * y + 1]! * width;
  const weight = weights[2 * y + 1]!;
  for (let x = 0; x < width; x++) out[x] = plane[upper + x]! + weight * (plane[lower + x]! - plane[upper + x]!);
}

/** Runs of output pixels that lie between the same two map columns, with the weight of the right one at the run's first pixel. */
interface Cells {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly begin: Int32Array;
  readonly weight: Float32Array;
  /** Growth of that weight from pixel to pixel. */
  readonly step: number;
}

function cellsAlong(from: number, to: number): Cells {
  const { indices, weights } = resampleTaps(from, to, 'bilinear');
  const begins: number[] = [];
  for (let x = 0; x < to; x++) if (x === 0 || weights[2 * x + 1]! <= weights[2 * x - 1]! || indices[2 * x] !== indices[2 * x - 2]) begins.push(x);
  return {
    left: Int32Array.from(begins, (x) => indices[2 * x]!),
    right: Int32Array.from(begins, (x) => indices[2 * x + 1]!),
    begin: Int32Array.from([...begins, to]),
    weight: Float32Array.from(begins, (x) => weights[2 * x + 1]!),
    step: from / to,
  };
}

/** One row of slope × luma + base inside its bounds, all four interpolated along the row. The hot loop of the second pass: no destructuring. */
function applyRow([slope, base, lowest, highest]: [Line, Line, Line, Line], cells: Cells, guide: Uint8Array, out: Float32Array): void {
  const { left, right, begin, weight, step } = cells;
  for (let cell = 0; cell < left.length; cell++) {
    const i = left[cell]!;
    const j = right[cell]!;
    const end = begin[cell + 1]!;
    const a = slope[i]!;
    const b = base[i]!;
    const low = lowest[i]!;
    const high = highest[i]!;
    const a1 = slope[j]! - a;
    const b1 = base[j]! - b;
    const low1 = lowest[j]! - low;
    const high1 = highest[j]! - high;
    let w = weight[cell]!;
    for (let x = begin[cell]!; x < end; x++) {
      const luma = guide[x]!;
      const value = a * luma + b + w * (a1 * luma + b1);
      out[x] = Math.min(Math.max(value, low + w * low1), high + w * high1);
      w += step;
    }
  }
}

function fitLocally({ width, height, values }: Grid, luma: Uint8Array): LocalModel {
  const mean = (plane: Float32Array): Float32Array => boxMean(plane, width, height, RADIUS);
  const guide = new Float32Array(luma);
  const [both, square] = [new Float32Array(values.length), new Float32Array(values.length)];
  for (let i = 0; i < values.length; i++) {
    both[i] = values[i]! * guide[i]!;
    square[i] = guide[i]! * guide[i]!;
  }
  const [meanGuide, meanDepth, meanBoth, meanSquare] = [mean(guide), mean(values), mean(both), mean(square)];
  const slope = new Float32Array(values.length);
  const base = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const variance = meanSquare[i]! - meanGuide[i]! * meanGuide[i]!;
    slope[i] = (meanBoth[i]! - meanGuide[i]! * meanDepth[i]!) / (variance + FLAT_VARIANCE);
    base[i] = meanDepth[i]! - slope[i]! * meanGuide[i]!;
  }
  return { slope: mean(slope), base: mean(base), ...extremes(values, width, height) };
}

/** Lowest and highest of each 3×3 neighbourhood: along rows, then along columns. */
function extremes(values: Float32Array, width: number, height: number): Pick<LocalModel, 'lowest' | 'highest'> {
  const [low, high] = [Float32Array.from(values), Float32Array.from(values)];
  for (let y = 0; y < height; y++) {
    for (let x = y * width, end = x + width - 1; x < end; x++) {
      low[x] = Math.min(low[x]!, values[x + 1]!);
      high[x] = Math.max(high[x]!, values[x + 1]!);
      low[x + 1] = Math.min(values[x + 1]!, values[x]!);
      high[x + 1] = Math.max(values[x + 1]!, values[x]!);
    }
  }
  const [lowest, highest] = [Float32Array.from(low), Float32Array.from(high)];
  for (let i = width; i < values.length; i++) {
    const above = i - width;
    if (low[above]! < lowest[i]!) lowest[i] = low[above]!;
    if (low[i]! < lowest[above]!) lowest[above] = low[i]!;
    if (high[above]! > highest[i]!) highest[i] = high[above]!;
    if (high[i]! > highest[above]!) highest[above] = high[i]!;
  }
  return { lowest, highest };
}
