import type { Grid, Picture } from '../depth/grid.js';

/** An RGB picture of sRGB bytes: `pixels` is height × width × 3, row-major. */
export type RgbPicture = Picture & { readonly channels: 3 };

export function rgbPicture(width: number, height: number, pixels: Uint8Array = new Uint8Array(width * height * 3)): RgbPicture {
  if (pixels.length !== width * height * 3) throw new RangeError(`${pixels.length} bytes do not fill ${width}×${height}`);
  return { width, height, channels: 3, pixels };
}

/** Every operation of this folder takes a depth map of the picture's own size, file values: 0 far .. 1 near. */
export function refuseOtherSize(picture: RgbPicture, depth: Grid): void {
  if (picture.width !== depth.width || picture.height !== depth.height) {
    throw new RangeError(`depth is ${depth.width}×${depth.height}, the picture ${picture.width}×${picture.height}`);
  }
}

/** Mixes a colour (0..255 per channel) into each pixel: `weightAt` 0 keeps its bytes, 1 gives the colour. */
export function mixTowards(picture: RgbPicture, weightAt: (pixel: number) => number, towards: readonly [number, number, number]): RgbPicture {
  const { pixels } = picture;
  const out = Uint8Array.from(pixels);
  for (let pixel = 0, at = 0; at < out.length; pixel++, at += 3) {
    const weight = weightAt(pixel);
    if (weight === 0) continue;
    for (let channel = 0; channel < 3; channel++) out[at + channel] = pixels[at + channel]! + (towards[channel]! - pixels[at + channel]!) * weight + 0.5;
  }
  return rgbPicture(picture.width, picture.height, out);
}
