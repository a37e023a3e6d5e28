import type { Grid } from '../depth/grid.js';
import { linearOfByte } from './linearLight.js';
import type { RgbPicture } from './picture.js';

/** Numbers per cell: linear red, green, blue, and the signed circle of confusion. */
export const CELL = 4;

/**
 * The picture at a fraction of its size in linear light, with the blur each cell deserves. `cells` is rows × (red, green, blue,
 * circle), row-major, with a margin of repeated edge cells around it, so that a search never leaves it. The circle's radius is
 * in cells, positive nearer than the focus, negative beyond.
 */
export interface ReducedScene {
  /** Without the margin. */
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  /** Cells per row, margins included. */
  readonly stride: number;
  /** Pixels of the picture per cell, along a side. */
  readonly factor: number;
  readonly cells: Float32Array;
}

export interface Lens {
  /** Depth value that is sharp, 0..1. */
  readonly focus: number;
  /** Radius in pixels of the picture where |depth − focus| = 1. */
  readonly radius: number;
}

/** Index of a cell's first number. */
export const cellAt = (scene: ReducedScene, x: number, y: number): number => ((y + scene.margin) * scene.stride + x + scene.margin) * CELL;

/** Pixels of a block whose depth differs more than this from the block's nearest do not count for its colour (chosen: half a usual step between figure and ground). */
const SAME_BODY = 0.08;

interface Block {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function nearestIn(depth: Grid, block: Block): number {
  let nearest = 0;
  for (let y = block.top; y < block.bottom; y++) {
    for (let at = y * depth.width + block.left; at < y * depth.width + block.right; at++) if (depth.values[at]! > nearest) nearest = depth.values[at]!;
  }
  return nearest;
}

/** Writes mean colour and mean depth of the pixels of a block that belong to its nearest body. */
function reduceBlock(picture: RgbPicture, depth: Grid, block: Block, cells: Float32Array, at: number): void {
  const { pixels } = picture;
  const least = nearestIn(depth, block) - SAME_BODY;
  let red = 0;
  let green = 0;
  let blue = 0;
  let sum = 0;
  let count = 0;
  for (let y = block.top; y < block.bottom; y++) {
    for (let pixel = y * depth.width + block.left; pixel < y * depth.width + block.right; pixel++) {
      const value = depth.values[pixel]!;
      if (value < least) continue;
      red += linearOfByte[pixels[pixel * 3]!]!;
      green += linearOfByte[pixels[pixel * 3 + 1]!]!;
      blue += linearOfByte[pixels[pixel * 3 + 2]!]!;
      sum += value;
      count += 1;
    }
  }
  cells[at] = red / count;
  cells[at + 1] = green / count;
  cells[at + 2] = blue / count;
  cells[at + 3] = sum / count;
}

function repeatEdges({ width, height, margin, stride, cells }: ReducedScene): void {
  for (let y = margin; y < margin + height; y++) {
    const row = y * stride;
    for (let x = 0; x < margin; x++) {
      cells.copyWithin((row + x) * CELL, (row + margin) * CELL, (row + margin + 1) * CELL);
      cells.copyWithin((row + margin + width + x) * CELL, (row + margin + width - 1) * CELL, (row + margin + width) * CELL);
    }
  }
  const rowNumbers = stride * CELL;
  for (let y = 0; y < margin; y++) {
    cells.copyWithin(y * rowNumbers, margin * rowNumbers, (margin + 1) * rowNumbers);
    cells.copyWithin((margin + height + y) * rowNumbers, (margin + height - 1) * rowNumbers, (margin + height) * rowNumbers);
  }
}

/**
 * Averages blocks of factor × factor pixels. A block on an outline takes the colour and depth of its nearest body only, so
 * that a sharp figure does not tint the blurred ground beside it.
 */
export function reduceScene(picture: RgbPicture, depth: Grid, lens: Lens, shape: { readonly factor: number; readonly margin: number }): ReducedScene {
  const { factor, margin } = shape;
  const width = Math.ceil(picture.width / factor);
  const height = Math.ceil(picture.height / factor);
  const stride = width + 2 * margin;
  const scene: ReducedScene = { width, height, margin, stride, factor, cells: new Float32Array(stride * (height + 2 * margin) * CELL) };
  for (let y = 0; y < height; y++) {
    for (let x = 0, at = cellAt(scene, 0, y); x < width; x++, at += CELL) {
      const block = { left: x * factor, top: y * factor, right: Math.min((x + 1) * factor, picture.width), bottom: Math.min((y + 1) * factor, picture.height) };
      reduceBlock(picture, depth, block, scene.cells, at);
      scene.cells[at + 3] = ((scene.cells[at + 3]! - lens.focus) * lens.radius) / factor;
    }
  }
  repeatEdges(scene);
  return scene;
}
