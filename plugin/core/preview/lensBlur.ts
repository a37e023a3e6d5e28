import type { Grid } from '../depth/grid.js';
import { gatherBlur, type BlurredLayers } from './gatherBlur.js';
import { byteOfLinear, linearOfByte } from './linearLight.js';
import { refuseOtherSize, rgbPicture, type RgbPicture } from './picture.js';
import { CELL, reduceScene, type Lens, type ReducedScene } from './reducedScene.js';

/** Largest circle in cells that is gathered well; larger blurs work on a smaller picture. */
const LARGEST_CIRCLE = 10;
/** Circles in pixels between which the sharp picture gives way to the blurred one. */
const SHARP_BELOW = 0.6;
const BLURRED_ABOVE = 2;

function reduction(lens: Lens, depth: Grid): number {
  let largest = 0;
  for (const value of depth.values) if (Math.abs(value - lens.focus) > largest) largest = Math.abs(value - lens.focus);
  return Math.max(2, Math.ceil((largest * lens.radius) / LARGEST_CIRCLE));
}

/** The four cells around a pixel and their bilinear weights. */
interface Corners {
  readonly cells: Int32Array;
  readonly weights: Float32Array;
}

function cornersOf(layers: BlurredLayers, x: number, y: number, corners: Corners): void {
  const u = Math.min(layers.width - 1, Math.max(0, (x + 0.5) / layers.factor - 0.5));
  const v = Math.min(layers.height - 1, Math.max(0, (y + 0.5) / layers.factor - 0.5));
  const column = Math.min(Math.floor(u), Math.max(0, layers.width - 2));
  const row = Math.min(Math.floor(v), Math.max(0, layers.height - 2));
  const right = column + 1 < layers.width ? 1 : 0;
  const below = row + 1 < layers.height ? layers.width : 0;
  const first = row * layers.width + column;
  corners.cells.set([first * CELL, (first + right) * CELL, (first + below) * CELL, (first + right + below) * CELL]);
  const [p, q] = [u - column, v - row];
  corners.weights.set([(1 - p) * (1 - q), p * (1 - q), (1 - p) * q, p * q]);
}

/** Adds the weighted cells of a layer into `sum` (red, green, blue premultiplied by coverage, coverage, weight). */
function blend(layer: Float32Array, corners: Corners, sum: Float32Array): void {
  sum.fill(0);
  for (let corner = 0; corner < 4; corner++) {
    const at = corners.cells[corner]!;
    const cover = layer[at + 3]! * corners.weights[corner]!;
    sum[0]! += layer[at]! * cover;
    sum[1]! += layer[at + 1]! * cover;
    sum[2]! += layer[at + 2]! * cover;
    sum[3]! += cover;
    sum[4]! += corners.weights[corner]!;
  }
}

/** Takes cells of the pixel's own body only: a neighbour across an outline would let the ground glow into a figure or back. */
function keepOwnBody(scene: ReducedScene, circle: number, corners: Corners): void {
  for (let corner = 0; corner < 4; corner++) {
    const apart = Math.abs(scene.cells[corners.cells[corner]! + 3]! * scene.factor - circle);
    corners.weights[corner] = corners.weights[corner]! / (0.02 + Math.max(0, apart - 1));
  }
}

const ramp = (value: number): number => (value <= 0 ? 0 : value >= 1 ? 1 : value * value * (3 - 2 * value));

/**
 * Blurs by distance from the focus plane, with a disc-shaped aperture, in linear light. The circle of confusion grows linearly
 * with |depth − focus| (depth is disparity, so this is a thin lens: Potmesil and Chakravarty 1981). What lies before the focus
 * spreads over sharp things behind it; what lies beyond does not spread over sharp things before it. Pixels in focus that
 * nothing spreads over keep their bytes. Cost: about 60 taps per cell of a picture reduced at least twofold.
 */
export function lensBlur(picture: RgbPicture, depth: Grid, lens: Lens): RgbPicture {
  refuseOtherSize(picture, depth);
  const scene = reduceScene(picture, depth, lens, reduction(lens, depth));
  const layers = gatherBlur(scene);
  const out = Uint8Array.from(picture.pixels);
  const corners: Corners = { cells: new Int32Array(4), weights: new Float32Array(4) };
  const sum = new Float32Array(5);
  const colour = new Float32Array(3);
  for (let y = 0, pixel = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++, pixel++) {
      const circle = (depth.values[pixel]! - lens.focus) * lens.radius;
      cornersOf(layers, x, y, corners);
      const covered = coverage(layers.before, corners);
      const own = ramp((Math.abs(circle) - SHARP_BELOW) / (BLURRED_ABOVE - SHARP_BELOW));
      if (covered === 0 && own === 0) continue;
      for (let channel = 0; channel < 3; channel++) colour[channel] = linearOfByte[out[pixel * 3 + channel]!]!;
      if (covered > 0) blend(layers.before, corners, sum);
      const front = covered > 0 ? Float32Array.from(sum) : undefined;
      if (own > 0) layOwn(layers, scene, { circle, own, corners, sum, colour });
      if (front) for (let channel = 0; channel < 3; channel++) colour[channel] = colour[channel]! * (1 - front[3]!) + front[channel]!;
      for (let channel = 0; channel < 3; channel++) out[pixel * 3 + channel] = byteOfLinear(colour[channel]!);
    }
  }
  return rgbPicture(picture.width, picture.height, out);
}

function coverage(layer: Float32Array, { cells }: Corners): number {
  return layer[cells[0]! + 3]! + layer[cells[1]! + 3]! + layer[cells[2]! + 3]! + layer[cells[3]! + 3]!;
}

interface OwnBlur {
  readonly circle: number;
  readonly own: number;
  readonly corners: Corners;
  readonly sum: Float32Array;
  readonly colour: Float32Array;
}

function layOwn(layers: BlurredLayers, scene: ReducedScene, { circle, own, corners, sum, colour }: OwnBlur): void {
  if (circle < 0) keepOwnBody(scene, circle, corners);
  blend(layers.beyond, corners, sum);
  if (sum[3]! <= 0) return;
  for (let channel = 0; channel < 3; channel++) colour[channel] = colour[channel]! * (1 - own) + (sum[channel]! / sum[3]!) * own;
}
