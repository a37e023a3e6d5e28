import { discTaps, type DiscTaps } from './discTaps.js';
import { CELL, type ReducedScene } from './reducedScene.js';

/** Numbers per cell of a blurred layer: linear red, green, blue, and how much of the cell it covers. */
export interface BlurredLayers {
  readonly width: number;
  readonly height: number;
  readonly factor: number;
  /** What lies at the focus or beyond it, blurred; coverage 0 where nothing of it is near. height × width × 4. */
  readonly beyond: Float32Array;
  /** What lies nearer than the focus, spread over its surroundings: colour and coverage 0..1. height × width × 4. */
  readonly before: Float32Array;
}

/** Side of the squares over which the largest circle is searched, in cells. */
const TILE = 8;
/** A circle below half a cell is a point. */
const SHARP = 0.5;

interface Tiles {
  readonly columns: number;
  readonly rows: number;
  /** Largest circle whose light can reach a cell of the tile. */
  readonly reach: Float32Array;
}

function largestPerTile({ width, height, cells }: ReducedScene, sign: 1 | -1): Tiles {
  const columns = Math.ceil(width / TILE);
  const rows = Math.ceil(height / TILE);
  const reach = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const tile = Math.floor(y / TILE) * columns + Math.floor(x / TILE);
      const radius = cells[(y * width + x) * CELL + 3]! * sign;
      if (radius > reach[tile]!) reach[tile] = radius;
    }
  }
  return { columns, rows, reach };
}

/** Circles of a tile reach neighbours: each tile takes the largest among all tiles near enough to touch it. */
function spreadTiles({ columns, rows, reach }: Tiles): Float32Array {
  const spread = new Float32Array(reach.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const radius = reach[row * columns + column]!;
      if (radius <= SHARP) continue;
      const steps = Math.ceil(radius / TILE);
      for (let y = Math.max(0, row - steps); y <= Math.min(rows - 1, row + steps); y++) {
        for (let x = Math.max(0, column - steps); x <= Math.min(columns - 1, column + steps); x++) {
          const at = y * columns + x;
          if (radius > spread[at]!) spread[at] = radius;
        }
      }
    }
  }
  return spread;
}

interface Gather {
  readonly scene: ReducedScene;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly taps: DiscTaps;
}

const cellIndex = ({ scene, x, y, radius, taps }: Gather, tap: number): number => {
  const column = Math.round(x + taps.offsets[2 * tap]! * radius);
  const row = Math.round(y + taps.offsets[2 * tap + 1]! * radius);
  const inColumn = column < 0 ? 0 : column >= scene.width ? scene.width - 1 : column;
  const inRow = row < 0 ? 0 : row >= scene.height ? scene.height - 1 : row;
  return (inRow * scene.width + inColumn) * CELL;
};

/**
 * Light of bodies before the focus that falls on a cell. Each tap stands for an equal part of the search disc; a body of circle r
 * spreads its light over π r², so it counts with (search radius / r)² / taps where its circle reaches the cell.
 */
function gatherBefore(gather: Gather, out: Float32Array, at: number): void {
  const { scene, radius, taps } = gather;
  let [red, green, blue, weights] = [0, 0, 0, 0];
  for (let tap = 0; tap < taps.count; tap++) {
    const from = cellIndex(gather, tap);
    const circle = scene.cells[from + 3]!;
    if (circle <= SHARP) continue;
    const touch = circle - taps.distances[tap]! * radius + 0.5;
    if (touch <= 0) continue;
    const known = circle < 1 ? (circle - SHARP) / (1 - SHARP) : 1;
    const share = Math.max(circle, 0.75) / radius;
    const weight = ((touch < 1 ? touch : 1) * known) / (share * share * taps.count);
    red += weight * scene.cells[from]!;
    green += weight * scene.cells[from + 1]!;
    blue += weight * scene.cells[from + 2]!;
    weights += weight;
  }
  if (weights === 0) return;
  out[at] = red / weights;
  out[at + 1] = green / weights;
  out[at + 2] = blue / weights;
  out[at + 3] = Math.min(1, weights);
}

/**
 * Blur of what is not before the focus, within the cell's own circle, or, behind a body before the focus, a guess of what it
 * hides from its surroundings. A sharp body's own circle reaches nothing but itself, so it cannot tint the ground beside it.
 */
function gatherBeyond(gather: Gather, hidden: boolean, out: Float32Array, at: number): void {
  const { scene, radius, taps } = gather;
  let [red, green, blue, weights] = [0, 0, 0, 0];
  for (let tap = 0; tap < taps.count; tap++) {
    const from = cellIndex(gather, tap);
    const circle = -scene.cells[from + 3]!;
    if (circle < -SHARP) continue;
    const reach = taps.distances[tap]! * radius;
    const touch = circle - reach + 0.75;
    const weight = hidden ? 1 / (1 + reach) : tap === 0 ? 1 : touch <= 0 ? 0 : touch < 1 ? touch : 1;
    red += weight * scene.cells[from]!;
    green += weight * scene.cells[from + 1]!;
    blue += weight * scene.cells[from + 2]!;
    weights += weight;
  }
  if (weights === 0) return;
  out[at] = red / weights;
  out[at + 1] = green / weights;
  out[at + 2] = blue / weights;
  out[at + 3] = 1;
}

/** Blurs a reduced scene as two layers, by gathering over discs (after Jimenez 2014, "Next generation post processing in Call of Duty"). */
export function gatherBlur(scene: ReducedScene): BlurredLayers {
  const { width, height, cells } = scene;
  const tiles = largestPerTile(scene, 1);
  const reach = spreadTiles(tiles);
  const beyond = new Float32Array(cells.length);
  const before = new Float32Array(cells.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += CELL) {
      const searched = reach[Math.floor(y / TILE) * tiles.columns + Math.floor(x / TILE)]!;
      const circle = cells[at + 3]!;
      if (searched > 0) gatherBefore({ scene, x, y, radius: searched + 0.5, taps: discTaps(searched) }, before, at);
      if (circle > SHARP) gatherBeyond({ scene, x, y, radius: searched + 2, taps: discTaps(searched) }, true, beyond, at);
      else if (circle < -SHARP / 2) gatherBeyond({ scene, x, y, radius: -circle, taps: discTaps(-circle) }, false, beyond, at);
    }
  }
  return { width, height, factor: scene.factor, beyond, before };
}
