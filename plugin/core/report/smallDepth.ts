import type { ValueRange } from '../depth/statistics.js';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Rows of the file that count for one of the small picture (chosen: more of them cost time and are not seen). */
const ROWS = 4;

/**
 * A depth picture made small while its rows go by: each small pixel is the mean of the grey values that the file has there, of every n-th row of a tall
 * picture. `small` is no larger than `full` along either side.
 */
export class SmallDepth {
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;
  /** The small column of each column. */
  readonly #columns: Uint32Array;
  readonly #every: number;

  constructor(
    readonly full: Size,
    readonly small: Size,
    readonly range: ValueRange,
  ) {
    this.#sums = new Float64Array(small.width * small.height);
    this.#counts = new Uint32Array(small.width * small.height);
    this.#columns = Uint32Array.from({ length: full.width }, (_, x) => Math.floor((x * small.width) / full.width));
    this.#every = Math.max(1, Math.floor(full.height / small.height / ROWS));
  }

  /** Row `y` of the picture: raw disparity. */
  addRow(y: number, row: Float32Array): void {
    if (y % this.#every !== 0) return;
    const { far, near } = this.range;
    const scale = 1 / (near - far);
    const start = Math.floor((y * this.small.height) / this.full.height) * this.small.width;
    for (let x = 0; x < row.length; x++) {
      const at = start + this.#columns[x]!;
      const value = (row[x]! - far) * scale;
      this.#sums[at] = this.#sums[at]! + (value >= 1 ? 1 : value > 0 ? value : 0);
      this.#counts[at] = this.#counts[at]! + 1;
    }
  }

  /** Grey values, 0 far..255 near, height × width of the small picture. */
  grey(): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#sums, (sum, i) => (255 * sum) / this.#counts[i]! + 0.5);
  }
}
