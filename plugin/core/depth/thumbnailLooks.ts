import { THUMB_HEIGHT, THUMB_WIDTH, type Thumbnail } from './sceneCut.js';

const lumaAt = (pixels: Thumbnail, i: number): number => 0.2126 * pixels[3 * i]! + 0.7152 * pixels[3 * i + 1]! + 0.0722 * pixels[3 * i + 2]!;

/** The middle of a picture, where letterbox bars do not reach, as indices of pixels. */
const CENTRE = Array.from({ length: THUMB_WIDTH * THUMB_HEIGHT }, (_, i) => i).filter((i) => {
  const [x, y] = [i % THUMB_WIDTH, Math.floor(i / THUMB_WIDTH)];
  return x >= THUMB_WIDTH * 0.15 && x < THUMB_WIDTH * 0.85 && y >= THUMB_HEIGHT * 0.2 && y < THUMB_HEIGHT * 0.8;
});

/** Distance of the 95th from the 5th percentile of luma in the picture's middle, 0..255: how much there is to see. */
export function centralSpread(pixels: Thumbnail): number {
  const lumas = Float32Array.from(CENTRE, (i) => lumaAt(pixels, i)).sort();
  return lumas[Math.floor(0.95 * (lumas.length - 1))]! - lumas[Math.floor(0.05 * (lumas.length - 1))]!;
}

/** Variance of the luma of the even mixture of two pictures; of one picture when both are the same. */
export function mixedVariance(a: Thumbnail, b: Thumbnail): number {
  const count = a.length / 3;
  let [sum, square] = [0, 0];
  for (let i = 0; i < count; i++) {
    const luma = (lumaAt(a, i) + lumaAt(b, i)) / 2;
    sum += luma;
    square += luma * luma;
  }
  return square / count - (sum / count) ** 2;
}

/** Correlation of two pictures' lumas, −1..1: blind to brightness and contrast, as a fade changes them; 0 where one is flat. */
export function likeness(a: Thumbnail, b: Thumbnail): number {
  const count = a.length / 3;
  let [sumA, sumB, squareA, squareB, both] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const [x, y] = [lumaAt(a, i), lumaAt(b, i)];
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    both += x * y;
  }
  const spread = Math.sqrt((squareA - (sumA * sumA) / count) * (squareB - (sumB * sumB) / count));
  return spread > 1e-6 ? (both - (sumA * sumB) / count) / spread : 0;
}
