import type { Size } from '#contracts/units';

/** Most tiles along a side that can be asked for: four by four cost seventeen runs of the network a frame. */
export const MOST_TILES = 4;
/** Share of a tile that its neighbour covers as well (chosen). */
const OVERLAP = 0.25;
/** Most places of a map that is put together: each waits in memory for some seconds of film (chosen: a map of 2309 × 1295, three tiles of Depth Anything, fits). */
const MOST_PLACES = 4e6;

/** `count` × `count` tiles, each of the network's own input size, that cover one map together. */
export interface TileLayout {
  readonly count: number;
  /** Size of a tile, and of the map of the whole picture: what the network is fed. */
  readonly tile: Size;
  /** Distance between tiles. */
  readonly step: Size;
  /** Size of the map that the tiles make together. */
  readonly map: Size;
}

/** Where a tile lies, from the top left corner. */
export interface Place extends Size {
  readonly left: number;
  readonly top: number;
}

export function tileLayout(tile: Size, count: number): TileLayout {
  const step = { width: stepOf(tile.width), height: stepOf(tile.height) };
  const map = { width: tile.width + (count - 1) * step.width, height: tile.height + (count - 1) * step.height };
  return { count, tile, step, map };
}

const stepOf = (side: number): number => Math.max(1, Math.round(side * (1 - OVERLAP)));

/**
 * Tiles along a side that a picture has pixels for, at most `wanted`; 1 where none would help. The tiles' map is never larger than the picture: enlarging shows
 * a network nothing.
 */
export function possibleTiles(wanted: number, tile: Size, picture: Size): number {
  let count = Math.min(wanted, MOST_TILES);
  while (count > 1 && !fits(tileLayout(tile, count).map, picture)) count -= 1;
  return count;
}

const fits = (map: Size, picture: Size): boolean => map.width <= picture.width && map.height <= picture.height && map.width * map.height <= MOST_PLACES;

/** Places of the tiles in their map, row by row. */
export function tilePlaces({ count, tile, step }: TileLayout): Place[] {
  return Array.from({ length: count * count }, (_, i) => ({ left: (i % count) * step.width, top: Math.floor(i / count) * step.height, ...tile }));
}

/** The pixels of a picture that a tile shows: all tiles are of one size, and off by half a pixel at most. */
export function placeInPicture({ left, top, width, height }: Place, { map }: TileLayout, picture: Size): Place {
  const [across, down] = [picture.width / map.width, picture.height / map.height];
  const wide = Math.round(width * across);
  const tall = Math.round(height * down);
  return { left: Math.min(picture.width - wide, Math.round(left * across)), top: Math.min(picture.height - tall, Math.round(top * down)), width: wide, height: tall };
}

/** Shares of the tiles in each place along one side of their map: soft over the overlaps, together 1 everywhere. Gives that of the tile at `position`. */
export function tileShares(length: number, step: number, count: number, position: number): Float32Array {
  const overlap = length - step;
  return Float32Array.from({ length }, (_, i) => {
    const rise = position === 0 ? 1 : soft((i + 0.5) / overlap);
    const fall = position === count - 1 ? 1 : soft((length - i - 0.5) / overlap);
    return Math.min(rise, fall);
  });
}

/** Part of an overlap at each end where a network's border is not shown at all (chosen). */
const HIDDEN = 0.2;

/** From 0 to 1 without a corner; soft(x) + soft(1 − x) = 1. */
function soft(share: number): number {
  const x = Math.min(1, Math.max(0, (share - HIDDEN) / (1 - 2 * HIDDEN)));
  return x * x * (3 - 2 * x);
}
