import { cubehelix } from '#core/depth/falseColour';

/** Red, green and blue for each of the 256 grey values, 0 = far: the colours of a false-colour pass. */
export const falseColours: Uint8ClampedArray = Uint8ClampedArray.from(Array.from({ length: 256 }, (_, grey) => cubehelix(grey / 255).map((part) => part * 255)).flat());

/** Paints grey pixels (RGBA) with false colours, in place. */
export function paintFalseColours(pixels: Uint8ClampedArray): void {
  for (let at = 0; at < pixels.length; at += 4) {
    const grey = pixels[at] * 3;
    pixels[at] = falseColours[grey];
    pixels[at + 1] = falseColours[grey + 1];
    pixels[at + 2] = falseColours[grey + 2];
  }
}

/** How many pixels (RGBA, grey) have each of `bins` values, far to near. */
export function countDepths(pixels: Uint8ClampedArray, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let at = 0; at < pixels.length; at += 4) counts[Math.min(bins - 1, Math.floor((pixels[at] * bins) / 256))]++;
  return counts;
}
