import type { Grid } from './grid.js';

export type ResampleKernel = 'cubic' | 'bilinear' | 'bilinearCorners' | 'area';

/** For each output index `taps` input indices (clamped to the border) and their weights, which add up to 1. */
export interface ResampleTaps {
  readonly taps: number;
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/** OpenCV's cubic convolution constant (Keys 1981 with a = -0.75). */
const CUBIC = -0.75;

function cubicWeight(distance: number): number {
  const x = Math.abs(distance);
  if (x <= 1) return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
  if (x < 2) return ((x - 5) * x + 8) * x * CUBIC - 4 * CUBIC;
  return 0;
}

/**
 * Weights that bring `from` samples to `to` samples along one axis. Pixel centres lie at i + 0.5, except for
 * `bilinearCorners`, which maps the first and last sample onto each other (align_corners). `cubic` and `bilinear` do not
 * widen when shrinking, as in OpenCV and as the depth networks' reference code feeds them; `area` averages each output
 * pixel's own box and is what keeps a strong reduction free of aliasing (when growing it is bilinear, as OpenCV's).
 */
export function resampleTaps(from: number, to: number, kernel: ResampleKernel): ResampleTaps {
  if (kernel === 'area' && to < from) return areaTaps(from, to);
  const taps = kernel === 'cubic' ? 4 : 2;
  const indices = new Int32Array(to * taps);
  const weights = new Float32Array(to * taps);
  for (let i = 0; i < to; i++) {
    const centre = kernel === 'bilinearCorners' ? (to > 1 ? (i * (from - 1)) / (to - 1) : 0) : ((i + 0.5) * from) / to - 0.5;
    const base = Math.floor(centre);
    const part = centre - base;
    for (let k = 0; k < taps; k++) {
      const offset = taps === 4 ? k - 1 : k;
      indices[i * taps + k] = Math.min(from - 1, Math.max(0, base + offset));
      weights[i * taps + k] = taps === 4 ? cubicWeight(part - offset) : offset === 0 ? 1 - part : part;
    }
  }
  return { taps, indices, weights };
}

function areaTaps(from: number, to: number): ResampleTaps {
  const ratio = from / to;
  const taps = Math.ceil(ratio) + 1;
  const indices = new Int32Array(to * taps);
  const weights = new Float32Array(to * taps);
  for (let i = 0; i < to; i++) {
    const begin = i * ratio;
    const end = begin + ratio;
    for (let k = 0; k < taps; k++) {
      const sample = Math.floor(begin) + k;
      indices[i * taps + k] = Math.min(from - 1, sample);
      weights[i * taps + k] = Math.max(0, Math.min(end, sample + 1) - Math.max(begin, sample)) / ratio;
    }
  }
  return { taps, indices, weights };
}

/** Brings a plane to another size. Cost: taps × (input rows × output width + output pixels). */
export function resample(grid: Grid, width: number, height: number, kernel: ResampleKernel): Grid {
  if (grid.width === width && grid.height === height) return grid;
  const wide = new Float32Array(width * grid.height);
  const across = resampleTaps(grid.width, width, kernel);
  for (let y = 0; y < grid.height; y++) gatherRow(grid.values, y * grid.width, across, wide, y * width);
  const values = new Float32Array(width * height);
  mixRows(wide, width, resampleTaps(grid.height, height, kernel), values);
  return { width, height, values };
}

function gatherRow(from: Float32Array, at: number, { taps, indices, weights }: ResampleTaps, to: Float32Array, out: number): void {
  for (let i = 0, t = 0; t < indices.length; i++) {
    let sum = 0;
    for (let k = 0; k < taps; k++, t++) sum += weights[t]! * from[at + indices[t]!]!;
    to[out + i] = sum;
  }
}

/** Vertical half of a separable resampling: each output row is a weighted sum of input rows of `width` values. */
export function mixRows(rows: Float32Array, width: number, { taps, indices, weights }: ResampleTaps, out: Float32Array): void {
  for (let y = 0, t = 0; t < indices.length; y++) {
    const base = y * width;
    for (let k = 0; k < taps; k++, t++) {
      const weight = weights[t]!;
      if (weight === 0) continue;
      const row = indices[t]! * width;
      for (let x = 0; x < width; x++) out[base + x] = out[base + x]! + weight * rows[row + x]!;
    }
  }
}

/** Margins in samples of the grid, fractions allowed. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The inner part of a plane, brought back to the plane's own size (bilinear, pixel centres at i + 0.5). */
export function cropGrid(grid: Grid, margins: Margins): Grid {
  const across = cropTaps(grid.width, margins.left, margins.right);
  const down = cropTaps(grid.height, margins.top, margins.bottom);
  const rows = new Float32Array(grid.values.length);
  for (let y = 0; y < grid.height; y++) gatherRow(grid.values, y * grid.width, across, rows, y * grid.width);
  const values = new Float32Array(grid.values.length);
  mixRows(rows, grid.width, down, values);
  return { width: grid.width, height: grid.height, values };
}

function cropTaps(length: number, before: number, after: number): ResampleTaps {
  const indices = new Int32Array(length * 2);
  const weights = new Float32Array(length * 2);
  for (let i = 0; i < length; i++) {
    const centre = before + ((i + 0.5) * (length - before - after)) / length - 0.5;
    const base = Math.floor(centre);
    for (let k = 0; k < 2; k++) {
      indices[i * 2 + k] = Math.min(length - 1, Math.max(0, base + k));
      weights[i * 2 + k] = k === 0 ? 1 - (centre - base) : centre - base;
    }
  }
  return { taps: 2, indices, weights };
}
