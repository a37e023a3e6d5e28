import type { Picture } from './grid.js';
import { resampleTaps } from './resample.js';
import { THUMB_HEIGHT, THUMB_WIDTH, type Thumbnail } from './sceneCut.js';

/** A picture at another size: box averages when it shrinks, bilinear when it grows. */
export function reducePicture(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const { channels } = picture;
  const rows = reduceRows(picture, width);
  const down = resampleTaps(picture.height, height, 'area');
  const pixels = new Uint8Array(width * height * channels);
  const line = new Float32Array(width * channels);
  for (let y = 0, t = 0; y < height; y++) {
    line.fill(0.5);
    for (let k = 0; k < down.taps; k++, t++) {
      const weight = down.weights[t]!;
      const row = down.indices[t]! * line.length;
      if (weight !== 0) for (let x = 0; x < line.length; x++) line[x] = line[x]! + weight * rows[row + x]!;
    }
    pixels.set(line, y * line.length);
  }
  return { width, height, channels, pixels };
}

function reduceRows({ width, height, channels, pixels }: Picture, to: number): Float32Array {
  const { taps, indices, weights } = resampleTaps(width, to, 'area');
  const offsets = indices.map((index) => index * channels);
  const out = new Float32Array(to * height * channels);
  for (let y = 0; y < height; y++) {
    const row = y * width * channels;
    for (let c = 0; c < channels; c++) {
      for (let x = 0, t = 0; x < to; x++) {
        let sum = 0;
        for (let k = 0; k < taps; k++, t++) sum += weights[t]! * pixels[row + c + offsets[t]!]!;
        out[(y * to + x) * channels + c] = sum;
      }
    }
  }
  return out;
}

/** Every n-th pixel both ways, so that at most `longest` remain along the longer side: enough for a thumbnail, and nearly free. */
export function thinPicture(picture: Picture, longest: number): Picture {
  const step = Math.floor(Math.max(picture.width, picture.height) / longest);
  if (step < 2) return picture;
  const { channels } = picture;
  const width = Math.floor(picture.width / step) || 1;
  const height = Math.floor(picture.height / step) || 1;
  const pixels = new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (Math.min(picture.height - 1, y * step) * picture.width + Math.min(picture.width - 1, x * step)) * channels;
      for (let c = 0; c < channels; c++) pixels[at++] = picture.pixels[from + c]!;
    }
  }
  return { width, height, channels, pixels };
}

/** Pixels along the longer side that a thumbnail is made of (chosen: a few times its own size). */
const LONGEST_THINNED = 240;

/** The picture reduced for cut detection. */
export function thumbnailOf(picture: Picture): Thumbnail {
  return reducePicture(thinPicture(picture, LONGEST_THINNED), THUMB_WIDTH, THUMB_HEIGHT).pixels;
}

/** Rec. 709 luma of the stored (gamma-coded) values, 0..255. */
export function lumaOf({ width, height, channels, pixels }: Picture): Uint8Array {
  const luma = new Uint8Array(width * height);
  if (channels === 1) luma.set(pixels);
  else for (let i = 0, p = 0; i < luma.length; i++, p += 3) luma[i] = 0.2126 * pixels[p]! + 0.7152 * pixels[p + 1]! + 0.0722 * pixels[p + 2]! + 0.5;
  return luma;
}
