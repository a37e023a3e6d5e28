import { byteOfLinear, linearOfByte } from './linearLight.js';
import { rgbPicture, type RgbPicture } from './picture.js';

/** Multiplies linear light by 2^stops. 0 stops is the identity. */
export function expose(picture: RgbPicture, stops: number): RgbPicture {
  const gain = 2 ** stops;
  const table = Uint8Array.from(linearOfByte, (linear) => byteOfLinear(linear * gain));
  return rgbPicture(picture.width, picture.height, Uint8Array.from(picture.pixels, (byte) => table[byte]!));
}
