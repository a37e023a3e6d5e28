import type { ValueRange } from './statistics.js';

/** Step across an edge that counts, as a share of the range (chosen). */
const LEAST_STEP = 0.1;
/** Distance of the two sides that are compared, as a share of the row: a sixtieth to each side of a narrow row, 8 pixels at 1080p. */
const REACH = 1 / 240;

/**
 * Adds up how far values near depth edges lie between the depths of both sides: 0 at one side's depth, 1 in the middle, and by how much
 * they leave both. `sums` is sum and count. Only places where a row steps by a tenth of the range within the reach are counted.
 */
export function addHalo(row: Float32Array, { far, near }: ValueRange, sums: { sum: number; count: number }): void {
  const reach = Math.max(2, Math.round(row.length * REACH));
  const least = LEAST_STEP * (near - far);
  for (let x = reach; x < row.length - reach; x++) {
    const left = row[x - reach]!;
    const step = row[x + reach]! - left;
    if (step < least && step > -least) continue;
    const place = (row[x]! - left) / step;
    sums.sum += place < 0 ? -place : place > 1 ? place - 1 : 1 - Math.abs(2 * place - 1);
    sums.count += 1;
  }
}
