import type { ValueRange } from './statistics.js';

/** Step across an edge that counts, as a share of the range (chosen). */
const LEAST_STEP = 0.1;
/** Distance of the two sides that are compared, as a share of the row: 8 pixels to each side at 1080p; and that of what lies behind them. */
const [REACH, BEHIND] = [1 / 240, 1 / 60];
/** Share of the step from which what lies behind a side is another surface, and no rim of this one (chosen: networks' rims stay below 0.1). */
const OTHER_SURFACE = 0.25;

/**
 * Adds up what is wrong near depth edges. `sums` is sum and count; each counted place adds
 * - how far it lies between the depths of both sides: 0 at one side's depth, 1 in the middle, and by how much it leaves both;
 * - by how much each side lies beyond what is behind it, away from the edge, as a share of the step: a dark or bright rim.
 * Only places where a row steps by a tenth of the range within the reach are counted.
 */
export function addHalo(row: Float32Array, { far, near }: ValueRange, sums: { sum: number; count: number }): void {
  const reach = Math.max(2, Math.round(row.length * REACH));
  const behind = Math.max(4, Math.round(row.length * BEHIND));
  const least = LEAST_STEP * (near - far);
  const last = row.length - 1;
  for (let x = reach; x < row.length - reach; x++) {
    const left = row[x - reach]!;
    const right = row[x + reach]!;
    const step = right - left;
    if (step < least && step > -least) continue;
    const place = (row[x]! - left) / step;
    sums.sum += place < 0 ? -place : place > 1 ? place - 1 : 1 - Math.abs(2 * place - 1);
    sums.sum += rim((row[Math.max(0, x - behind)]! - left) / step) + rim((right - row[Math.min(last, x + behind)]!) / step);
    sums.count += 1;
  }
}

const rim = (beyond: number): number => (beyond > 0 && beyond < OTHER_SURFACE ? beyond : 0);
