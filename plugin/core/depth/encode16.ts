import type { ValueRange } from './statistics.js';

const TOP = 65535;

/**
 * One row of raw disparity (near = larger) as 16-bit codes, white = near: far ↦ 0, near ↦ 65535, clamped in between.
 * This is the one place where the meaning of the files' grey values is decided.
 */
export function encodeRow16(row: Float32Array, { far, near }: ValueRange, out: Uint16Array): void {
  const scale = TOP / (near - far);
  for (let x = 0; x < row.length; x++) {
    const value = (row[x]! - far) * scale + 0.5;
    out[x] = value >= TOP ? TOP : value > 0 ? value : 0;
  }
}

/** The same row as float32 file values: far ↦ 0, near ↦ 1, clamped in between. */
export function unitRow(row: Float32Array, { far, near }: ValueRange, out: Float32Array): void {
  const scale = 1 / (near - far);
  for (let x = 0; x < row.length; x++) out[x] = Math.min(1, Math.max(0, (row[x]! - far) * scale));
}
