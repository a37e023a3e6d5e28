import type { Grid } from '../depth/grid.js';
import { refuseOtherSize, rgbPicture, type RgbPicture } from './picture.js';

/** Weight of a position's four neighbours in 1/256 steps: fine enough for bytes and all in integers. */
const STEP = 256;

/**
 * Copies one pixel from a position between pixels (bilinear). Outside the picture lies black, as a host shows the
 * transparent edge of a moved layer.
 */
function samplePixel(from: RgbPicture, x: number, y: number, out: Uint8Array, at: number): void {
  const { width, height, pixels } = from;
  if (!(x > -1 && y > -1 && x < width && y < height)) return;
  const column = Math.floor(x);
  const row = Math.floor(y);
  const right = Math.round((x - column) * STEP);
  const below = Math.round((y - row) * STEP);
  const left = column >= 0 ? STEP - right : 0;
  const above = row >= 0 ? STEP - below : 0;
  const onRight = column + 1 < width ? right : 0;
  const onBelow = row + 1 < height ? below : 0;
  const first = (row * width + column) * 3;
  const second = first + width * 3;
  for (let channel = 0; channel < 3; channel++) {
    const top = left * (pixels[first + channel] ?? 0) + onRight * (pixels[first + channel + 3] ?? 0);
    const bottom = left * (pixels[second + channel] ?? 0) + onRight * (pixels[second + channel + 3] ?? 0);
    out[at + channel] = (above * top + onBelow * bottom + STEP * STEP / 2) / (STEP * STEP);
  }
}

export interface Displacement {
  /** Move of the nearest point in pixels, right and down; the mid-grey plane stays, the farthest moves the other way. */
  readonly x: number;
  readonly y: number;
  /** Part by which the nearest point moves away from the centre (0.02 = two per cent of its distance to it). */
  readonly push: number;
}

/**
 * Moves each pixel by its depth, as the hosts' displacement effects do: the picture shows at p what lies at p − move(depth at p),
 * with move = (2 × depth − 1) × (x, y) + depth × push × (p − centre). All zero is the identity.
 */
export function displace(picture: RgbPicture, depth: Grid, move: Displacement): RgbPicture {
  refuseOtherSize(picture, depth);
  const { width, height } = picture;
  const out = new Uint8Array(picture.pixels.length);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const near = depth.values[pixel]!;
      const side = 2 * near - 1;
      const push = near * move.push;
      samplePixel(picture, x - side * move.x - push * (x - middleX), y - side * move.y - push * (y - middleY), out, pixel * 3);
    }
  }
  return rgbPicture(width, height, out);
}

/** Scales the picture around its centre; `scale` 1 is the identity, below 1 black shows around it. */
export function zoom(picture: RgbPicture, scale: number): RgbPicture {
  const { width, height } = picture;
  const out = new Uint8Array(picture.pixels.length);
  const middleX = (width - 1) / 2;
  const middleY = (height - 1) / 2;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) samplePixel(picture, middleX + (x - middleX) / scale, middleY + (y - middleY) / scale, out, at);
  }
  return rgbPicture(width, height, out);
}
