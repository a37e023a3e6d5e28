/** A picture's luma, 0..255, height × width. */
export interface LumaPicture {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** Half side of the square that is looked at, and distance between the pixels that are, both in grains (chosen: the patch of `denseFlow`). */
const [REACH, SPACING] = [4, 2];

/**
 * How much a picture says of movement at a place: the smaller eigenvalue of the mean gradient tensor around it (Shi and Tomasi 1994), luma² a pixel. A plain
 * surface has none, nor has an edge, which does not say what moves along it. `grain`: distance of the pixels that gradients are taken between.
 */
export function textureAt({ width, height, values }: LumaPicture, x: number, y: number, grain: number): number {
  let [xx, xy, yy, count] = [0, 0, 0, 0];
  for (let v = y - REACH * grain; v <= y + REACH * grain; v += SPACING * grain) {
    if (v < grain || v >= height - grain) continue;
    for (let u = x - REACH * grain; u <= x + REACH * grain; u += SPACING * grain) {
      if (u < grain || u >= width - grain) continue;
      const at = v * width + u;
      const across = (values[at + grain]! - values[at - grain]!) / 2;
      const down = (values[at + grain * width]! - values[at - grain * width]!) / 2;
      xx += across * across;
      xy += across * down;
      yy += down * down;
      count += 1;
    }
  }
  return count > 0 ? ((xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy)) / count : 0;
}
