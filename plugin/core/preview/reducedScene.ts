import type { Grid } from '../depth/grid.js';
import { linearOfByte } from './linearLight.js';
import type { RgbPicture } from './picture.js';

/** Numbers per cell: linear red, green, blue, and the signed circle of confusion. */
export const CELL = 4;

/**
 * The picture at a fraction of its size in linear light, with the blur each cell deserves: `cells` is
 * height × width × (red, green, blue, circle), row-major. The circle's radius is in cells, positive nearer than the focus, negative beyond.
 */
export interface ReducedScene {
  readonly width: number;
  readonly height: number;
  readonly factor: number;
  readonly cells: Float32Array;
}

export interface Lens {
  /** Depth value that is sharp, 0..1. */
  readonly focus: number;
  /** Radius in pixels of the picture where |depth − focus| = 1. */
  readonly radius: number;
}

/** Pixels of a block whose depth differs more than this from the block's nearest do not count for its colour (chosen: half a usual step between figure and ground). */
const SAME_BODY = 0.08;

/**
 * Averages blocks of factor × factor pixels. A block on an outline takes the colour and depth of its nearest body only, so
 * that a sharp figure does not tint the blurred ground beside it.
 */
export function reduceScene(picture: RgbPicture, depth: Grid, lens: Lens, factor: number): ReducedScene {
  const width = Math.ceil(picture.width / factor);
  const height = Math.ceil(picture.height / factor);
  const cells = new Float32Array(width * height * CELL);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += CELL) reduceBlock({ picture, depth, lens, factor }, x * factor, y * factor, cells.subarray(at, at + CELL));
  }
  return { width, height, factor, cells };
}

interface Source {
  readonly picture: RgbPicture;
  readonly depth: Grid;
  readonly lens: Lens;
  readonly factor: number;
}

function reduceBlock({ picture, depth, lens, factor }: Source, left: number, top: number, cell: Float32Array): void {
  const { width, height, pixels } = picture;
  const right = Math.min(left + factor, width);
  const bottom = Math.min(top + factor, height);
  let nearest = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (depth.values[y * width + x]! > nearest) nearest = depth.values[y * width + x]!;
  let [red, green, blue, sum, count] = [0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const pixel = y * width + x;
      const value = depth.values[pixel]!;
      if (value < nearest - SAME_BODY) continue;
      red += linearOfByte[pixels[pixel * 3]!]!;
      green += linearOfByte[pixels[pixel * 3 + 1]!]!;
      blue += linearOfByte[pixels[pixel * 3 + 2]!]!;
      sum += value;
      count += 1;
    }
  }
  cell[0] = red / count;
  cell[1] = green / count;
  cell[2] = blue / count;
  cell[3] = ((sum / count - lens.focus) * lens.radius) / factor;
}
