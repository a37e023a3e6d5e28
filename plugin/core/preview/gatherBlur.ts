import { circleTiles, reachAt } from './circleTiles.js';
import { CELL, cellAt, type ReducedScene } from './reducedScene.js';
import { searchDiscs, type SearchDisc } from './searchDisc.js';

/** Two blurred layers, each height × width × (red, green, blue, coverage), row-major, without a margin. */
export interface BlurredLayers {
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture per cell, along a side. */
  readonly factor: number;
  /** Signed circle of each cell in pixels of the picture. */
  readonly circles: Float32Array;
  /** What lies at the focus or beyond it: plain colour; coverage 1, or 0 where none of it was found or needed. */
  readonly beyond: Float32Array;
  /** What lies nearer than the focus, spread over its surroundings: colour times coverage, coverage 0..1. */
  readonly before: Float32Array;
}

/** A circle below half a cell is a point. */
const SHARP = 0.5;
/** Cells beyond the largest circle that are searched for what a body before the focus hides. */
const HIDDEN_MARGIN = 2;
/** A quarter of the search seeing past the body is enough to believe the guess. */
const ENOUGH_SURROUNDINGS = 4;
/** A body's circle below this part of the widest one around is met by too few points of the wide search. */
const LOST_IN_SEARCH = 0.75;
/** Room for one cell, used again and again. */
const ownCell = new Float32Array(CELL);

/** Widest search for a scene whose largest circle is given: the margin it needs. */
export const searchMargin = (largestCircle: number): number => Math.ceil(largestCircle) + HIDDEN_MARGIN + 1;

/**
 * Light of bodies before the focus that falls on a cell. Each point of the search stands for an equal part of its disc; a body
 * of circle r spreads its light over π r², so it counts with (search radius / r)² / points where its circle reaches the cell.
 */
function gatherBefore(cells: Float32Array, centre: number, disc: SearchDisc, out: Float32Array, at: number): void {
  const { offsets, distances } = disc;
  const perPoint = (disc.radius * disc.radius) / offsets.length;
  let red = 0;
  let green = 0;
  let blue = 0;
  let cover = 0;
  for (let point = 0; point < offsets.length; point++) {
    const from = centre + offsets[point]! * CELL;
    const circle = cells[from + 3]!;
    const touch = circle - distances[point]! + 0.5;
    if (circle <= SHARP || touch <= 0) continue;
    const known = circle < 1 ? (circle - SHARP) / (1 - SHARP) : 1;
    const spread = circle < 0.75 ? 0.75 : circle;
    const weight = ((touch < 1 ? touch : 1) * known * perPoint) / (spread * spread);
    red += weight * cells[from]!;
    green += weight * cells[from + 1]!;
    blue += weight * cells[from + 2]!;
    cover += weight;
  }
  const scale = cover > 1 ? 1 / cover : 1;
  out[at] = red * scale;
  out[at + 1] = green * scale;
  out[at + 2] = blue * scale;
  out[at + 3] = cover * scale;
}

/** As `gatherBefore`, but inside a body whose circle is small beside its neighbours' the body's own disc decides when it covers more. */
function gatherWithOwn(cells: Float32Array, centre: number, wide: SearchDisc, own: SearchDisc, { layer, at }: { readonly layer: Float32Array; readonly at: number }): void {
  gatherBefore(cells, centre, wide, layer, at);
  if (own.radius > LOST_IN_SEARCH * wide.radius || layer[at + 3]! > 0.999) return;
  gatherBefore(cells, centre, own, ownCell, 0);
  if (ownCell[3]! > layer[at + 3]!) layer.set(ownCell, at);
}
/** Blur of what is not before the focus, within the cell's own circle. A sharp body's circle reaches only itself, so it cannot tint the ground beside it. */
function gatherBeyond(cells: Float32Array, centre: number, disc: SearchDisc, out: Float32Array, at: number): void {
  const { offsets, distances } = disc;
  let red = cells[centre]!;
  let green = cells[centre + 1]!;
  let blue = cells[centre + 2]!;
  let weights = 1;
  for (let point = 1; point < offsets.length; point++) {
    const from = centre + offsets[point]! * CELL;
    const touch = 0.75 - cells[from + 3]! - distances[point]!;
    if (touch <= 0) continue;
    const weight = touch < 1 ? touch : 1;
    red += weight * cells[from]!;
    green += weight * cells[from + 1]!;
    blue += weight * cells[from + 2]!;
    weights += weight;
  }
  out[at] = red / weights;
  out[at + 1] = green / weights;
  out[at + 2] = blue / weights;
  out[at + 3] = 1;
}

/**
 * What a body before the focus may hide: the mean of its surroundings that are not before the focus, the nearest counting most.
 * Returns how much of such surroundings there is, 0..1.
 */
function guessHidden(cells: Float32Array, centre: number, disc: SearchDisc, out: Float32Array, at: number): number {
  const { offsets, distances } = disc;
  let red = 0;
  let green = 0;
  let blue = 0;
  let weights = 0;
  let found = 0;
  for (let point = 0; point < offsets.length; point++) {
    const from = centre + offsets[point]! * CELL;
    if (cells[from + 3]! > SHARP) continue;
    found += 1;
    const weight = 1 / (1 + distances[point]!);
    red += weight * cells[from]!;
    green += weight * cells[from + 1]!;
    blue += weight * cells[from + 2]!;
    weights += weight;
  }
  if (weights === 0) return 0;
  out[at] = red / weights;
  out[at + 1] = green / weights;
  out[at + 2] = blue / weights;
  out[at + 3] = 1;
  return Math.min(1, (found / offsets.length) * ENOUGH_SURROUNDINGS);
}
/** Where hardly anything is seen past a body, the body covers all: `closed` 1 raises the coverage of a cell to 1. */
function closeBody(layer: Float32Array, at: number, closed: number): void {
  const cover = layer[at + 3]!;
  if (cover <= 0 || closed <= 0) return;
  const scale = (cover + (1 - cover) * closed) / cover;
  for (let number = at; number < at + CELL; number++) layer[number] = layer[number]! * scale;
}

/** Blurs a reduced scene as two layers, by gathering over discs (after Jimenez 2014, "Next generation post processing in Call of Duty: Advanced Warfare"). */
export function gatherBlur(scene: ReducedScene): BlurredLayers {
  const { width, height, cells } = scene;
  const tiles = circleTiles(scene, SHARP);
  const discOf = searchDiscs(scene.stride);
  const beyond = new Float32Array(width * height * CELL);
  const before = new Float32Array(width * height * CELL);
  const circles = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, centre = cellAt(scene, 0, y); x < width; x++, at += CELL, centre += CELL) {
      const reach = reachAt(tiles, x, y);
      const circle = cells[centre + 3]!;
      circles[at / CELL] = circle * scene.factor;
      if (reach > 0 && circle > SHARP) gatherWithOwn(cells, centre, discOf(reach + 0.5), discOf(circle + 0.5), { layer: before, at });
      else if (reach > 0) gatherBefore(cells, centre, discOf(reach + 0.5), before, at);
      if (circle > SHARP) closeBody(before, at, (1 - guessHidden(cells, centre, discOf(circle + HIDDEN_MARGIN), beyond, at)) * Math.min(1, circle - SHARP));
      else if (circle < -SHARP / 2) gatherBeyond(cells, centre, discOf(-circle), beyond, at);
    }
  }
  return { width, height, factor: scene.factor, circles, beyond, before };
}
