import type { Grid } from '../depth/grid.js';
import { rgbPicture, type RgbPicture } from './picture.js';

export interface IsolateSettings {
  /** 0 = untouched, 1 = black outside the slice. */
  readonly amount: number;
  /** The slice of depth that stays lit, `far` ≤ `near`, 0..1. */
  readonly near: number;
  readonly far: number;
  /** Width of the ramps outside the slice, in depth values 0..1. */
  readonly softness: number;
}

const ramp = (value: number): number => (value <= 0 ? 0 : value >= 1 ? 1 : value * value * (3 - 2 * value));

/** How far outside the slice a depth lies: 0 inside, 1 beyond the soft edge. */
export function outsideSlice(depth: number, { near, far, softness }: IsolateSettings): number {
  const beyond = Math.max(depth - near, far - depth);
  return beyond <= 0 ? 0 : softness > 0 ? ramp(beyond / softness) : 1;
}

/** Darkens what lies outside a slice of depth and takes its colour away first, so that the slice alone speaks. Amount 0 is the identity. */
export function isolate(picture: RgbPicture, depth: Grid, settings: IsolateSettings): RgbPicture {
  const { pixels } = picture;
  const out = Uint8Array.from(pixels);
  for (let pixel = 0, at = 0; at < out.length; pixel++, at += 3) {
    const weight = settings.amount * outsideSlice(depth.values[pixel]!, settings);
    if (weight === 0) continue;
    const luma = 0.2126 * pixels[at]! + 0.7152 * pixels[at + 1]! + 0.0722 * pixels[at + 2]!;
    for (let channel = 0; channel < 3; channel++) {
      const byte = pixels[at + channel]!;
      out[at + channel] = (byte + (luma - byte) * weight) * (1 - weight) + 0.5;
    }
  }
  return rgbPicture(picture.width, picture.height, out);
}
