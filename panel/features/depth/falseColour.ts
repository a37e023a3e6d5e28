/** Stops from far to near: cold to warm, brightness rising all the way so that it also reads in grey. */
const stops: readonly (readonly [number, number, number])[] = [
  [22, 18, 66], [38, 63, 150], [24, 122, 168], [52, 172, 130], [160, 205, 74], [246, 200, 72], [255, 236, 190],
];

function colourAt(share: number): readonly number[] {
  const place = Math.min(0.9999, Math.max(0, share)) * (stops.length - 1);
  const [from, to] = [stops[Math.floor(place)], stops[Math.floor(place) + 1]];
  return from.map((part, channel) => Math.round(part + (to[channel] - part) * (place - Math.floor(place))));
}

/** Red, green and blue for each of the 256 grey values, 0 = far. */
export const falseColours: Uint8ClampedArray = Uint8ClampedArray.from(Array.from({ length: 256 }, (_, grey) => colourAt(grey / 255)).flat());

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
