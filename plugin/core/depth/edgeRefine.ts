import type { Grid } from './grid.js';
import { fitLocalModel } from './localModel.js';
import { modelRows, type EmitRow, type FullPicture } from './modelRows.js';

/** Changes with every change of the numbers below: it is part of a job's key. */
export const REFINE_VERSION = 'guided-contrast-4';

export interface RefineInput extends FullPicture {
  /** Depth at network size. */
  readonly depth: Grid;
  /** Luma of the picture at the same size, 0..255. */
  readonly smallGuide: Uint8Array;
}

/**
 * Brings a small depth map to the picture's size with edges that follow the picture: depth ≈ slope × luma + base, fitted at the map's
 * size (`fitLocalModel`), its coefficients enlarged and applied to the full luma. The result is kept between the lowest and highest depth
 * near each place, which is what prevents halos.
 * Rows are handed out one by one (`row` is reused), so that no full-size float picture is ever held.
 *
 * This is the definition; jobs run it compiled (helper/kernels/refineMap), held to this one by a test of agreement.
 */
export function refineRows(input: RefineInput, emit: EmitRow): void {
  const { depth, guide, width, height } = input;
  modelRows(fitLocalModel(depth, input.smallGuide), { guide, width, height }, emit);
}
