import { CELL, cellAt, type ReducedScene } from './reducedScene.js';

/** Side of the squares over which the largest circle is searched, in cells. */
const TILE = 8;

/** For every cell an upper bound of the circles before the focus whose light can reach it, in cells; 0 = none can. */
export interface CircleTiles {
  readonly columns: number;
  readonly reach: Float32Array;
}

/** Circle radius that may fall on a cell. */
export const reachAt = ({ columns, reach }: CircleTiles, x: number, y: number): number => reach[((y / TILE) | 0) * columns + ((x / TILE) | 0)]!;

function largestPerTile(scene: ReducedScene, columns: number, rows: number): Float32Array {
  const largest = new Float32Array(columns * rows);
  for (let y = 0; y < scene.height; y++) {
    for (let x = 0, at = cellAt(scene, 0, y) + 3; x < scene.width; x++, at += CELL) {
      const tile = ((y / TILE) | 0) * columns + ((x / TILE) | 0);
      if (scene.cells[at]! > largest[tile]!) largest[tile] = scene.cells[at]!;
    }
  }
  return largest;
}

/** Finds the circles larger than `least` and spreads each tile's largest to the tiles it can touch. */
export function circleTiles(scene: ReducedScene, least: number): CircleTiles {
  const columns = Math.ceil(scene.width / TILE);
  const rows = Math.ceil(scene.height / TILE);
  const largest = largestPerTile(scene, columns, rows);
  const reach = new Float32Array(largest.length);
  for (let tile = 0; tile < largest.length; tile++) {
    const radius = largest[tile]!;
    if (radius <= least) continue;
    const steps = Math.ceil(radius / TILE);
    const row = Math.floor(tile / columns);
    const column = tile % columns;
    for (let y = Math.max(0, row - steps); y <= Math.min(rows - 1, row + steps); y++) {
      for (let x = Math.max(0, column - steps); x <= Math.min(columns - 1, column + steps); x++) {
        if (radius > reach[y * columns + x]!) reach[y * columns + x] = radius;
      }
    }
  }
  return { columns, reach };
}
