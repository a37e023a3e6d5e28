import { makeGrid, type Grid } from './grid.js';
import { nthSmallest } from './nthSmallest.js';
import { resample } from './resample.js';
import { fitSize, fitTile, type TileFit } from './tileFit.js';
import { tilePlaces, tileShares, type Place, type TileLayout } from './tileLayout.js';

/** Changes with every change of what tiles make of a picture: it is part of a job's key. */
export const TILES_VERSION = 'tiles-2';

/** Values of a map that its spread is found from, about. */
const SAMPLES = 4096;

/**
 * Puts the maps of overlapping tiles together on the scale of the whole picture's map: that one enlarged, plus what each tile adds to it (`fitTile`), soft over the
 * overlaps. Large shapes come from the whole, detail from the tiles (after Miangoleh et al. 2021, arXiv 2105.14021, and Li et al. 2023, arXiv 2312.02284, without their merging networks).
 * Tiles are added in any order, but in the same one for the same sums.
 */
export class TileBlend {
  readonly #whole: Grid;
  readonly #detail: Float32Array;
  readonly #span: number;

  /** `whole`: the whole picture's map, of a tile's size. */
  constructor(
    readonly layout: TileLayout,
    whole: Grid,
  ) {
    this.#whole = resample(finite(whole), layout.map.width, layout.map.height, 'bilinear');
    this.#detail = new Float32Array(this.#whole.values.length);
    this.#span = spanOf(this.#whole.values);
  }

  /** Adds what the tile at a place (`tilePlaces`) shows: a map of its size, on any scale. */
  add(index: number, tile: Grid): void {
    const { layout } = this;
    const map = finite(tile);
    const place = tilePlaces(layout)[index]!;
    const whole = cut(this.#whole, place);
    const size = fitSize(layout.tile);
    const coarse = (grid: Grid): Grid => resample(grid, size.width, size.height, 'area');
    const fit = fitTile({ tile: coarse(map), whole: coarse(whole), span: this.#span });
    if (!fit) return;
    const across = tileShares(place.width, layout.step.width, layout.count, index % layout.count);
    const down = tileShares(place.height, layout.step.height, layout.count, Math.floor(index / layout.count));
    this.#lay(place, { map, whole, fit }, { across, down });
  }

  /** The finished map. `least`: bound below (0 for a network that measures: nothing lies beyond infinity). */
  finish(least = -Infinity): Grid {
    const { width, height, values } = this.#whole;
    return makeGrid(width, height, values.map((value, i) => Math.max(least, value + this.#detail[i]!)));
  }

  #lay({ left, top, width, height }: Place, { map, whole, fit }: { readonly map: Grid; readonly whole: Grid; readonly fit: TileFit }, { across, down }: { readonly across: Float32Array; readonly down: Float32Array }): void {
    const fine = (grid: Grid): Float32Array => resample(grid, width, height, 'bilinear').values;
    const [slope, base, trust] = [fine(fit.slope), fine(fit.base), fine(fit.trust)];
    const detail = this.#detail;
    for (let y = 0, i = 0; y < height; y++) {
      const row = (top + y) * this.#whole.width + left;
      for (let x = 0; x < width; x++, i++) {
        const more = slope[i]! * map.values[i]! + base[i]! - whole.values[i]!;
        detail[row + x] = detail[row + x]! + across[x]! * down[y]! * trust[i]! * more;
      }
    }
  }
}

/** Values that are not finite count as the lowest finite one, as in `packMap`. */
function finite(map: Grid): Grid {
  if (map.values.every(Number.isFinite)) return map;
  const low = map.values.reduce((least, value) => (Number.isFinite(value) && value < least ? value : least), Infinity);
  return { ...map, values: map.values.map((value) => (Number.isFinite(value) ? value : Number.isFinite(low) ? low : 0)) };
}

function cut({ width, values }: Grid, place: Place): Grid {
  const part = makeGrid(place.width, place.height);
  for (let y = 0; y < place.height; y++) {
    const from = (place.top + y) * width + place.left;
    part.values.set(values.subarray(from, from + place.width), y * place.width);
  }
  return part;
}

/** Distance between the values that a twentieth lies below and above. */
function spanOf(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / SAMPLES));
  const some = Float32Array.from({ length: Math.ceil(values.length / step) }, (_, i) => values[i * step]!);
  const at = (share: number): number => nthSmallest(some, Math.floor(share * (some.length - 1)));
  return Math.max(1e-9, at(0.95) - at(0.05));
}
