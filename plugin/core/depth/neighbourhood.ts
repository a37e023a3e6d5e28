import type { Grid } from './grid.js';

/** Lowest and highest value near each place. Planes are height × width, row-major. */
export interface Extremes {
  readonly lowest: Float32Array;
  readonly highest: Float32Array;
}

/**
 * Extremes of each (2·radius+1)² neighbourhood, clipped at the border. Cost: six comparisons a pixel and step of radius, since wider
 * windows are narrow ones taken again.
 */
export function extremesWithin({ width, height }: Grid, from: Extremes, radius: number): Extremes {
  const lowest = from.lowest.slice();
  const highest = from.highest.slice();
  for (let round = 0; round < radius; round++) {
    for (let y = 0; y < height; y++) {
      spreadRow(lowest, y * width, width, true);
      spreadRow(highest, y * width, width, false);
    }
    spreadRows(lowest, width, true);
    spreadRows(highest, width, false);
  }
  return { lowest, highest };
}

/** Each value of a row becomes the lowest (or highest) of itself and its two neighbours. Comparisons, not Math.min, which also orders zeros. */
function spreadRow(values: Float32Array, from: number, width: number, down: boolean): void {
  let before = values[from]!;
  let here = before;
  for (let x = 0, p = from; x < width; x++, p++) {
    const after = x < width - 1 ? values[p + 1]! : here;
    values[p] = down ? lowestOf(before, here, after) : highestOf(before, here, after);
    before = here;
    here = after;
  }
}

function lowestOf(a: number, b: number, c: number): number {
  const low = a < b ? a : b;
  return low < c ? low : c;
}

function highestOf(a: number, b: number, c: number): number {
  const high = a > b ? a : b;
  return high > c ? high : c;
}

/** The same down the columns, a row at a time so that memory is read in order. */
function spreadRows(values: Float32Array, width: number, down: boolean): void {
  const above = values.slice(0, width);
  for (let row = 0; row < values.length; row += width) {
    const last = row + width >= values.length;
    for (let x = 0; x < width; x++) {
      const here = values[row + x]!;
      const below = last ? here : values[row + width + x]!;
      const over = above[x]!;
      above[x] = here;
      values[row + x] = down ? lowestOf(over, here, below) : highestOf(over, here, below);
    }
  }
}

/** The map in blocks of step × step: their means, lowest and highest values. A rest at the right and bottom is a smaller block. */
export function inBlocks({ width, height, values }: Grid, step: number): Grid & Extremes {
  const across = Math.ceil(width / step);
  const down = Math.ceil(height / step);
  const [means, lowest, highest] = [new Float32Array(across * down), new Float32Array(across * down), new Float32Array(across * down)];
  for (let by = 0, at = 0; by < down; by++) {
    for (let bx = 0; bx < across; bx++, at++) {
      const [right, bottom] = [Math.min(width, (bx + 1) * step), Math.min(height, (by + 1) * step)];
      let sum = 0;
      let low = Infinity;
      let high = -Infinity;
      for (let y = by * step; y < bottom; y++) {
        for (let x = bx * step; x < right; x++) {
          const value = values[y * width + x]!;
          sum += value;
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
      means[at] = sum / ((right - bx * step) * (bottom - by * step));
      lowest[at] = low;
      highest[at] = high;
    }
  }
  return { width: across, height: down, values: means, lowest, highest };
}
