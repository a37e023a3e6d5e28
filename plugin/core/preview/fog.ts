import type { Grid } from '../depth/grid.js';
import { mixTowards, type RgbPicture } from './picture.js';

export interface FogSettings {
  /** Opacity at the far end, 0..1. */
  readonly density: number;
  /** Depth value at which the fog begins, 0..1 (1 = at the camera). */
  readonly start: number;
  /** sRGB, 0..1 each. */
  readonly colour: readonly [number, number, number];
}

/**
 * Lays fog over the picture: opacity at depth d is density × clamp(1 − d / start, 0, 1). Mixed in display values, as the
 * hosts mix layers unless told otherwise. Density 0 is the identity.
 */
export function addFog(picture: RgbPicture, depth: Grid, { density, start, colour }: FogSettings): RgbPicture {
  const inverse = 1 / Math.max(start, 1e-6);
  const opacity = (pixel: number): number => {
    const part = 1 - depth.values[pixel]! * inverse;
    return part > 0 ? density * Math.min(part, 1) : 0;
  };
  return mixTowards(picture, opacity, [colour[0] * 255, colour[1] * 255, colour[2] * 255]);
}
