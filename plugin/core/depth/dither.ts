/**
 * Interleaved gradient noise (Jimenez 2014, "Next Generation Post Processing in Call of Duty", p. 123), 0..1 by place: neighbours differ
 * strongly, any 3×3 holds nearly all levels. The same in every frame, so that a still depth stays still.
 */
export function gradientNoise(x: number, y: number): number {
  const inner = 0.06711056 * x + 0.00583715 * y;
  const outer = 52.9829189 * (inner - Math.floor(inner));
  return outer - Math.floor(outer);
}

/** A value 0..1 as an 8-bit code whose mean over a few pixels keeps the value: no bands in slow ramps. 0 and 1 stay exact. */
export function ditherTo8(value: number, x: number, y: number): number {
  return Math.min(255, Math.floor(value * 255 + gradientNoise(x, y)));
}
