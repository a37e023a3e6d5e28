import type { BlurredLayers } from './gatherBlur.js';
import { CELL } from './reducedScene.js';

/** For each pixel along one side the cell before it and the part of the way to the next one. */
export interface CellPositions {
  readonly first: Int32Array;
  readonly part: Float32Array;
}

export function cellPositions(pixels: number, cells: number, factor: number): CellPositions {
  const first = new Int32Array(pixels);
  const part = new Float32Array(pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = Math.min(cells - 1, Math.max(0, (pixel + 0.5) / factor - 0.5));
    first[pixel] = Math.min(Math.floor(at), Math.max(0, cells - 2));
    part[pixel] = at - first[pixel]!;
  }
  return { first, part };
}

/** One row of the picture in linear light, and which of its pixels the blur has changed. */
export interface LinearRow {
  readonly colours: Float32Array;
  readonly changed: Uint8Array;
}

export interface RowPlace {
  readonly columns: CellPositions;
  /** Rows of cells above and below the pixel row, and the part of the way between them. */
  readonly above: number;
  readonly below: number;
  readonly part: number;
}

/** Lays the layer before the focus over a row: result = row × (1 − coverage) + layer. */
export function layBefore(layers: BlurredLayers, place: RowPlace, row: LinearRow): void {
  const { before, width } = layers;
  const { first, part } = place.columns;
  const upper = place.above * width;
  const lower = place.below * width;
  for (let x = 0; x < first.length; x++) {
    const next = first[x]! + 1 < width ? CELL : 0;
    const a = (upper + first[x]!) * CELL;
    const b = (lower + first[x]!) * CELL;
    if (before[a + 3]! + before[a + next + 3]! + before[b + 3]! + before[b + next + 3]! === 0) continue;
    const right = part[x]!;
    const wa = (1 - right) * (1 - place.part);
    const wn = right * (1 - place.part);
    const wb = (1 - right) * place.part;
    const wm = right * place.part;
    const kept = 1 - (wa * before[a + 3]! + wn * before[a + next + 3]! + wb * before[b + 3]! + wm * before[b + next + 3]!);
    for (let channel = 0; channel < 3; channel++) {
      const light = wa * before[a + channel]! + wn * before[a + next + channel]! + wb * before[b + channel]! + wm * before[b + next + channel]!;
      row.colours[x * 3 + channel] = row.colours[x * 3 + channel]! * kept + light;
    }
    row.changed[x] = 1;
  }
}

/** Circles in pixels beyond the focus between which the sharp picture gives way to the blurred one. */
const SHARP_BELOW = 0.6;
const BLURRED_ABOVE = 2;

/** Before the focus the layer above covers small circles by itself; what it hides matters from circles of one to two cells on. */
function replacedPart(circle: number, factor: number): number {
  const part = circle > 0 ? circle / factor - 1 : (-circle - SHARP_BELOW) / (BLURRED_ABOVE - SHARP_BELOW);
  return part <= 0 ? 0 : part >= 1 ? 1 : part * part * (3 - 2 * part);
}

/**
 * How much a cell counts for a pixel out of focus: its share, less when its circle (in pixels) is another body's, so that no
 * outline lets the ground glow into a figure.
 */
function cellWeight(layers: BlurredLayers, cell: number, circle: number, share: number): number {
  const cover = layers.beyond[cell * CELL + 3]! * share;
  if (circle >= 0) return cover;
  const apart = Math.abs(layers.circles[cell]! - circle);
  return apart <= 1 ? cover : (cover * 0.02) / (apart - 0.98);
}

/** Replaces the pixels of a row that are out of focus by their own blur. `circles`: signed circles of the row's pixels, in pixels. */
export function layBeyond(layers: BlurredLayers, place: RowPlace, circles: Float32Array, row: LinearRow): void {
  const { beyond, width } = layers;
  const { first, part } = place.columns;
  for (let x = 0; x < first.length; x++) {
    const circle = circles[x]!;
    const replaced = replacedPart(circle, layers.factor);
    if (replaced === 0) continue;
    const next = first[x]! + 1 < width ? 1 : 0;
    const a = place.above * width + first[x]!;
    const b = place.below * width + first[x]!;
    const right = part[x]!;
    const wa = cellWeight(layers, a, circle, (1 - right) * (1 - place.part));
    const wn = cellWeight(layers, a + next, circle, right * (1 - place.part));
    const wb = cellWeight(layers, b, circle, (1 - right) * place.part);
    const wm = cellWeight(layers, b + next, circle, right * place.part);
    const sum = wa + wn + wb + wm;
    if (sum <= 0) continue;
    for (let channel = 0; channel < 3; channel++) {
      const light = wa * beyond[a * CELL + channel]! + wn * beyond[(a + next) * CELL + channel]! + wb * beyond[b * CELL + channel]! + wm * beyond[(b + next) * CELL + channel]!;
      row.colours[x * 3 + channel] = row.colours[x * 3 + channel]! * (1 - replaced) + (light / sum) * replaced;
    }
    row.changed[x] = 1;
  }
}
