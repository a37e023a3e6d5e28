import type { LocalModel } from './localModel.js';
import { resampleTaps, type ResampleTaps } from './resample.js';

/** The picture that a model is brought to. */
export interface FullPicture {
  /** Luma, 0..255, height × width. */
  readonly guide: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Takes row `y` of the result, raw disparity; `row` is used again for the next one. */
export type EmitRow = (y: number, row: Float32Array) => void;

type Line = Float32Array;

/** The picture's depth by its luma: the model's planes enlarged (bilinear) and applied, row by row from the top. */
export function modelRows(model: LocalModel, { guide, width, height }: FullPicture, emit: EmitRow): void {
  const cells = cellsAlong(model.width, model.blocksAcross, width);
  const down = placesAlong(model.height, model.blocksDown, height);
  const planes = [model.slope, model.base, model.lowest, model.highest];
  const mixed: Line[] = planes.map(() => new Float32Array(model.width));
  const row = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    for (const [p, plane] of planes.entries()) mixRow(plane, model.width, down, y, mixed[p]!);
    applyRow(mixed as [Line, Line, Line, Line], cells, guide.subarray(y * width, (y + 1) * width), row);
    emit(y, row);
  }
}

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

/** Bilinear places of `to` pixels among `count` samples, of which `filled` (a fraction at the end) lie under the picture. */
export function placesAlong(count: number, filled: number, to: number): ResampleTaps {
  if (count === filled) return resampleTaps(count, to, 'bilinear');
  const indices = new Int32Array(to * 2);
  const weights = new Float32Array(to * 2);
  for (let i = 0; i < to; i++) {
    const centre = Math.min(count - 1, Math.max(0, ((i + 0.5) * filled) / to - 0.5));
    const left = Math.min(count - 1, Math.floor(centre));
    indices.set([left, Math.min(count - 1, left + 1)], 2 * i);
    weights.set([1 - (centre - left), centre - left], 2 * i);
  }
  return { taps: 2, indices, weights };
}

function cellsAlong(count: number, filled: number, to: number): Cells {
  const { indices, weights } = placesAlong(count, filled, to);
  const begins: number[] = [];
  for (let x = 0; x < to; x++) if (x === 0 || weights[2 * x + 1]! <= weights[2 * x - 1]! || indices[2 * x] !== indices[2 * x - 2]) begins.push(x);
  return {
    left: Int32Array.from(begins, (x) => indices[2 * x]!),
    right: Int32Array.from(begins, (x) => indices[2 * x + 1]!),
    begin: Int32Array.from([...begins, to]),
    weight: Float32Array.from(begins, (x) => weights[2 * x + 1]!),
    step: filled / to,
  };
}

/** One row of slope × luma + base inside its bounds, all four interpolated along the row. */
function applyRow([slope, base, lowest, highest]: [Line, Line, Line, Line], cells: Cells, guide: Uint8Array, out: Float32Array): void {
  const { left, right, begin, weight, step } = cells;
  for (let cell = 0; cell < left.length; cell++) {
    const i = left[cell]!;
    const j = right[cell]!;
    const end = begin[cell + 1]!;
    const w = weight[cell]!;
    const a1 = step * (slope[j]! - slope[i]!);
    const b1 = step * (base[j]! - base[i]!);
    const low1 = step * (lowest[j]! - lowest[i]!);
    const high1 = step * (highest[j]! - highest[i]!);
    let a = slope[i]! + (w / step) * a1;
    let b = base[i]! + (w / step) * b1;
    let low = lowest[i]! + (w / step) * low1;
    let high = highest[i]! + (w / step) * high1;
    for (let x = begin[cell]!; x < end; x++) {
      const value = a * guide[x]! + b;
      out[x] = value < low ? low : value > high ? high : value;
      a += a1;
      b += b1;
      low += low1;
      high += high1;
    }
  }
}
