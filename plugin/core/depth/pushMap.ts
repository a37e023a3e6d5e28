import type { Size } from '#contracts/units';

/** Mid grey of 16 bits: no displacement. After Effects' 16-bit scale has its exact half (16384) here. */
export const NEUTRAL = 32768;
const MOST = 32767;

/**
 * One row of a push map, RGB codes: red and green say how far a pixel is pushed right and down, away from the middle of the picture, in
 * proportion to its distance from the middle (1 at the corners) and its depth (`row`, 0 far..1 near); blue is neutral. Mid grey does not move.
 * `pixelAspect` makes the direction radial in the picture as it is seen.
 */
export function pushRow(row: Float32Array, y: number, { width, height, pixelAspect }: Size & { readonly pixelAspect: number }, out: Uint16Array): void {
  const reach = Math.hypot((width * pixelAspect) / 2, height / 2);
  const down = (y + 0.5 - height / 2) / reach;
  for (let x = 0; x < width; x++) {
    const depth = row[x]!;
    out[3 * x] = NEUTRAL + Math.round((MOST * depth * (x + 0.5 - width / 2) * pixelAspect) / reach);
    out[3 * x + 1] = NEUTRAL + Math.round(MOST * depth * down);
    out[3 * x + 2] = NEUTRAL;
  }
}
