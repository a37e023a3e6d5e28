import type { ValueRange } from './statistics.js';

const TOP = 65535;

/**
 * One row of raw disparity (near = larger) as 16-bit big-endian codes, white = near: far ↦ 0, near ↦ 65535, clamped in between.
 * This is the one place where the meaning of the files' grey values is decided. Writes 2 × row.length bytes at `at`.
 */
export function encodeRow16(row: Float32Array, { far, near }: ValueRange, out: Uint8Array, at: number): void {
  const scale = TOP / (near - far);
  for (let x = 0, p = at; x < row.length; x++, p += 2) {
    const value = (row[x]! - far) * scale + 0.5;
    const code = value >= TOP ? TOP : value > 0 ? value | 0 : 0;
    out[p] = code >> 8;
    out[p + 1] = code & 255;
  }
}
