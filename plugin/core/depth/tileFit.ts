import { alignScaleShift, type ScaleShift } from './alignScaleShift.js';
import { boxMean } from './boxMean.js';
import { makeGrid, type Grid } from './grid.js';
import { nthSmallest } from './nthSmallest.js';

/** How a tile's map becomes a part of the whole picture's: slope × value + base near each place, and how far that is trusted, 0..1. Planes of one size, which may be coarser. */
export interface TileFit {
  readonly slope: Grid;
  readonly base: Grid;
  readonly trust: Grid;
}

export interface TileToFit {
  /** The tile's map and the whole picture's at the same places, both of one coarse size (`fitSize`). */
  readonly tile: Grid;
  readonly whole: Grid;
  /** Spread of the whole picture's map. */
  readonly span: number;
}

/** Places along the longer side of the grid that tiles are fitted on (chosen: a wire is thinner than one of them). */
const GRID_SIDE = 64;
/** Windows of the local fit, and of the look at what it leaves, as shares of the longer side (chosen on made scenes, as all constants here). */
const [FIT_WINDOW, REST_WINDOW] = [1 / 10, 1 / 32];
/** Difference from the whole that is ordinary at least, and that costs a place its trust, as shares of the span. */
const [ORDINARY, DISTRUSTED] = [0.02, 0.08];
/** Spread inside a window, as a share of the span, from which its slope is its own rather than the tile's. */
const TELLING = 0.06;
/** Slopes of windows that are believed, over that of the tile. */
const [LEAST_SLOPE, MOST_SLOPE] = [0.5, 2];

/** Size of the grid that tiles of a size are fitted on. */
export function fitSize({ width, height }: Pick<Grid, 'width' | 'height'>): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, GRID_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Fits a tile's map to the whole picture's. One robust line first (`alignScaleShift`), since networks leave scale and shift open and a tile's differ freely from the
 * whole's; then a line near each place: what is larger than its window comes from the whole, what is smaller from the tile. Places where both differ by more than
 * is ordinary (a wire that only the tile sees) do not pull their line. Where the difference covers more than a thin thing the tile is not
 * trusted. Gives nothing where both agree on nothing, as over a plain wall.
 */
export function fitTile({ tile, whole, span }: TileToFit): TileFit | undefined {
  const line = lineOnto(tile.values, whole.values);
  if (!line) return undefined;
  const { width, height } = tile;
  const longer = Math.max(width, height);
  const mean = (plane: Float32Array, window: number): Float32Array => boxMean(plane, width, height, Math.max(1, Math.round(window * longer)));
  const seen = tile.values.map((value) => line.scale * value + line.shift);
  const rest = whole.values.map((value, i) => value - seen[i]!);
  const { slope, base } = localLines({ seen, rest, span }, (plane) => mean(plane, FIT_WINDOW));
  const left = mean(seen.map((value, i) => whole.values[i]! - slope[i]! * value - base[i]!), REST_WINDOW);
  const trust = mean(left.map((value) => 1 / (1 + (value / (DISTRUSTED * span)) ** 4)), REST_WINDOW);
  const plane = (values: Float32Array): Grid => makeGrid(width, height, values);
  return { slope: plane(slope.map((value) => value * line.scale)), base: plane(base.map((value, i) => value + slope[i]! * line.shift)), trust: plane(trust) };
}

/** Levels of a tile's depth that have the same say in its line, and pairs of each (chosen). */
const [LEVELS, PAIRS] = [32, 48];

/**
 * The line that brings most of the tile onto the whole. Every level of depth has the same say, whatever its share of the picture: where most of a tile is
 * sky, what stands in front of it tells the scale. Both are brought to one spread first, since it may be any factor.
 */
function lineOnto(tile: Float32Array, whole: Float32Array): ScaleShift | undefined {
  const pairs = ofAllLevels(tile);
  const [own, wanted] = [centred(pairs.map((i) => tile[i]!)), centred(pairs.map((i) => whole[i]!))];
  if (!own || !wanted) return undefined;
  const { scale, shift, agreement } = alignScaleShift({ from: own.values, to: wanted.values, trust: new Float32Array(pairs.length).fill(1) });
  if (agreement === 0) return undefined;
  const slope = (scale * wanted.spread) / own.spread;
  return { scale: slope, shift: wanted.middle + wanted.spread * shift - slope * own.middle };
}

/** Places of values, as many of each level between the least and the greatest, spread evenly over those that there are. */
function ofAllLevels(values: Float32Array): number[] {
  const [low, high] = values.reduce(([least, most], value) => [Math.min(least, value), Math.max(most, value)] as const, [Infinity, -Infinity] as const);
  const levels = Array.from({ length: LEVELS }, (): number[] => []);
  for (const [i, value] of values.entries()) levels[Math.min(LEVELS - 1, Math.floor(((value - low) / (high - low || 1)) * LEVELS))]!.push(i);
  return levels.flatMap((places) => {
    const step = Math.max(1, places.length / PAIRS);
    return Array.from({ length: Math.min(places.length, PAIRS) }, (_, k) => places[Math.floor(k * step)]!);
  });
}

/** Values with mean 0 and deviation 1; nothing where they do not differ. */
function centred(list: readonly number[]): { readonly values: Float32Array; readonly middle: number; readonly spread: number } | undefined {
  const middle = list.reduce((sum, value) => sum + value, 0) / list.length;
  const spread = Math.sqrt(list.reduce((sum, value) => sum + (value - middle) ** 2, 0) / list.length);
  return spread > 0 ? { values: Float32Array.from(list, (value) => (value - middle) / spread), middle, spread } : undefined;
}

interface Fitted {
  readonly seen: Float32Array;
  readonly rest: Float32Array;
  readonly span: number;
}

/** Lines near each place through pairs (seen, seen + rest), those with a large rest weighing little; towards slope 1 where there is little to tell a slope by. */
function localLines({ seen, rest, span }: Fitted, mean: (plane: Float32Array) => Float32Array): { readonly slope: Float32Array; readonly base: Float32Array } {
  const sizes = rest.map(Math.abs);
  const ordinary = Math.max(ORDINARY * span, 1.4826 * nthSmallest(sizes, sizes.length >> 1));
  const weight = rest.map((value) => 1 / (1 + (value / (3 * ordinary)) ** 2) ** 2);
  const product = (...planes: readonly Float32Array[]): Float32Array => weight.map((value, i) => planes.reduce((all, plane) => all * plane[i]!, value));
  const [w, x, r, xx, xr] = [weight, product(seen), product(rest), product(seen, seen), product(seen, rest)].map(mean) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
  const least = (TELLING * span) ** 2;
  const slope = new Float32Array(seen.length);
  const base = new Float32Array(seen.length);
  for (let i = 0; i < seen.length; i++) {
    const [middle, step] = [x[i]! / w[i]!, r[i]! / w[i]!];
    const variance = Math.max(0, xx[i]! / w[i]! - middle * middle);
    const more = (xr[i]! / w[i]! - middle * step) / (variance + least);
    slope[i] = Math.min(MOST_SLOPE, Math.max(LEAST_SLOPE, 1 + more));
    base[i] = middle + step - slope[i]! * middle;
  }
  return { slope: mean(slope), base: mean(base) };
}
