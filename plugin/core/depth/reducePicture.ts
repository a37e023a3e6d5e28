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

/** Samples a side that stand for one pixel of a reduced luma at most (chosen: 16 of a box tell its mean to a grey). */
const MOST_SAMPLES = 4;

/**
 * Luma (as `lumaOf`) at another size, each pixel the mean of up to 4 × 4 samples spread evenly over its box: quicker than whole boxes, and
 * than the luma of every pixel.
 */
export function reduceLuma(picture: Picture, to: number, down: number): Uint8Array {
  if (picture.width === to && picture.height === down) return lumaOf(picture);
  const columns = boxSamples(picture.width, to);
  const rows = boxSamples(picture.height, down);
  const out = new Uint8Array(to * down);
  if (picture.channels === 1) meansOfGrey(picture, columns, rows, out);
  else meansOfColour(picture, columns, rows, out);
  return out;
}

function meansOfGrey({ width, pixels }: Picture, columns: BoxSamples, rows: BoxSamples, out: Uint8Array): void {
  const share = 1 / (columns.each * rows.each);
  for (let at = 0, row = 0; at < out.length; row += rows.each) {
    for (let u = 0; u < columns.places.length; u += columns.each, at++) {
      let sum = 0;
      for (let v = row; v < row + rows.each; v++) {
        const line = rows.places[v]! * width;
        for (let k = u; k < u + columns.each; k++) sum += pixels[line + columns.places[k]!]!;
      }
      out[at] = share * sum + 0.5;
    }
  }
}

/** What one of `samples` adds to a luma with its red, green and blue. */
export function sampleShares(samples: number): readonly [number, number, number] {
  const share = 1 / samples;
  return [0.2126 * share, 0.7152 * share, 0.0722 * share];
}

function meansOfColour({ width, pixels }: Picture, columns: BoxSamples, rows: BoxSamples, out: Uint8Array): void {
  const [red, green, blue] = sampleShares(columns.each * rows.each);
  for (let at = 0, row = 0; at < out.length; row += rows.each) {
    for (let u = 0; u < columns.places.length; u += columns.each, at++) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let v = row; v < row + rows.each; v++) {
        const line = rows.places[v]! * width;
        for (let k = u; k < u + columns.each; k++) {
          const p = (line + columns.places[k]!) * 3;
          r += pixels[p]!;
          g += pixels[p + 1]!;
          b += pixels[p + 2]!;
        }
      }
      out[at] = red * r + green * g + blue * b + 0.5;
    }
  }
}

/** Pixels of a side that are looked at: `each` of them for every pixel of the reduced side, one after another. */
interface BoxSamples {
  readonly each: number;
  readonly places: Int32Array;
}

/** Samples that `reduceLuma` looks at along a side. */
export function boxSamples(from: number, to: number): BoxSamples {
  const each = Math.min(MOST_SAMPLES, Math.max(1, Math.ceil(from / to)));
  const places = Int32Array.from({ length: to * each }, (_, i) => Math.min(from - 1, Math.floor(((i + 0.5) * from) / (to * each))));
  return { each, places };
}
