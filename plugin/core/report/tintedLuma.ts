import type { Picture } from '../depth/grid.js';
import { reduceLuma } from '../depth/reducePicture.js';
import { resampleTaps } from '../depth/resample.js';
import { THUMB_HEIGHT, THUMB_WIDTH, type Thumbnail } from '../depth/sceneCut.js';

/**
 * A colour picture made of a fine luma and the reduced picture of cut detection, whose coarse colour the eye forgives as it forgives a
 * codec's: a job keeps no other colour. `luma` absent: the reduced picture alone. Returns `to` × `down` × RGB, 0..255.
 */
export function tintedLuma(luma: Picture | undefined, thumbnail: Thumbnail, to: number, down: number): Uint8Array {
  const fine = luma && reduceLuma(luma, to, down);
  const across = resampleTaps(THUMB_WIDTH, to, 'bilinear');
  const along = resampleTaps(THUMB_HEIGHT, down, 'bilinear');
  const out = new Uint8Array(3 * to * down);
  for (let y = 0, at = 0; y < down; y++) {
    for (let x = 0; x < to; x++, at++) {
      const colour = [0, 0, 0];
      for (let k = 0; k < 4; k++) {
        const [column, row] = [2 * x + (k & 1), 2 * y + (k >> 1)];
        const from = 3 * (along.indices[row]! * THUMB_WIDTH + across.indices[column]!);
        const weight = along.weights[row]! * across.weights[column]!;
        for (let c = 0; c < 3; c++) colour[c] = colour[c]! + weight * thumbnail[from + c]!;
      }
      const [red, green, blue] = colour as [number, number, number];
      const lift = fine ? fine[at]! - (0.2126 * red + 0.7152 * green + 0.0722 * blue) : 0;
      for (let c = 0; c < 3; c++) out[3 * at + c] = Math.min(255, Math.max(0, colour[c]! + lift + 0.5));
    }
  }
  return out;
}
