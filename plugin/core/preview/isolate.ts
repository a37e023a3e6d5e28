import type { DepthSlice } from '#contracts/depthAsset';
import { outsideSlice } from '../depth/depthSlice.js';
import type { Grid } from '../depth/grid.js';
import { mixTowards, type RgbPicture } from './picture.js';

/** The slice is what stays lit. */
export interface IsolateSettings extends DepthSlice {
  /** 0 = untouched, 1 = black outside the slice. */
  readonly amount: number;
}

/** Darkens what lies outside a slice of depth, as a black layer over it would. Amount 0 is the identity. */
export function isolate(picture: RgbPicture, depth: Grid, settings: IsolateSettings): RgbPicture {
  return mixTowards(picture, (pixel) => settings.amount * outsideSlice(depth.values[pixel]!, settings), [0, 0, 0]);
}
