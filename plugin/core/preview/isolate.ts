import type { Grid } from '../depth/grid.js';
import { mixTowards, type RgbPicture } from './picture.js';

export interface IsolateSettings {
  /** 0 = untouched, 1 = black outside the slice. */
  readonly amount: number;
  /** The slice of depth that stays lit, `far` ≤ `near`, 0..1. */
  readonly near: number;
  readonly far: number;
  /** Width of the ramps outside the slice, in depth values 0..1. */
  readonly softness: number;
}

/** How far outside the slice a depth lies: 0 inside, 1 beyond the soft edge, straight between. */
export function outsideSlice(depth: number, { near, far, softness }: IsolateSettings): number {
  const beyond = Math.max(depth - near, far - depth);
  if (beyond <= 0) return 0;
  return beyond < softness ? beyond / softness : 1;
}

/** Darkens what lies outside a slice of depth, as a black layer over it would. Amount 0 is the identity. */
export function isolate(picture: RgbPicture, depth: Grid, settings: IsolateSettings): RgbPicture {
  return mixTowards(picture, (pixel) => settings.amount * outsideSlice(depth.values[pixel]!, settings), [0, 0, 0]);
}
