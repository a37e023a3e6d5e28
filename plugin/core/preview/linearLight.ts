/** Linear light of each sRGB byte, 0..1 (IEC 61966-2-1). */
export const linearOfByte: Float32Array = Float32Array.from({ length: 256 }, (_, byte) => {
  const display = byte / 255;
  return display <= 0.04045 ? display / 12.92 : ((display + 0.055) / 1.055) ** 2.4;
});

/** Fine enough that every byte finds itself again: the darkest step of sRGB is 20 of these. */
const STEPS = 65535;

const byteOfStep: Uint8Array = Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
  const linear = step / STEPS;
  return Math.round(255 * (linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055));
});

/** sRGB byte of linear light; values outside 0..1 are clipped. `byteOfLinear(linearOfByte[b]) === b`. */
export function byteOfLinear(linear: number): number {
  const step = linear * STEPS + 0.5;
  return byteOfStep[step >= STEPS ? STEPS : step > 0 ? step | 0 : 0]!;
}
