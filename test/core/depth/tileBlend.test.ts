import { expect } from 'chai';
import fc from 'fast-check';
import { makeGrid, type Grid } from '#core/depth/grid';
import { resample } from '#core/depth/resample';
import { TileBlend } from '#core/depth/tileBlend';
import { tileLayout, tilePlaces, type Place, type TileLayout } from '#core/depth/tileLayout';

/** Hills, a step and a fence of bars two places wide: all of a picture that a map of `layout` could show. */
function truthOf({ map }: TileLayout): Grid {
  return makeGrid(map.width, map.height, Float32Array.from({ length: map.width * map.height }, (_, i) => {
    const [x, y] = [i % map.width, Math.floor(i / map.width)];
    const ground = y / map.height + 0.2 * Math.sin(x / 23) * Math.cos(y / 17);
    return x % 19 < 2 && y > 0.2 * map.height ? 1.4 : x > 0.55 * map.width && y < 0.6 * map.height ? 1 : ground;
  }));
}

function cut({ width, values }: Grid, place: Place): Grid {
  return makeGrid(place.width, place.height, Float32Array.from({ length: place.width * place.height }, (_, i) => values[(place.top + Math.floor(i / place.width)) * width + place.left + (i % place.width)]!));
}

/** The map that tiles make of a truth, each on its own scale. `spoil`: what a tile says instead. */
function blended(layout: TileLayout, truth: Grid, spoil: (tile: Grid, index: number) => Grid = (tile) => tile): Grid {
  const blend = new TileBlend(layout, wholeOf(layout, truth));
  for (const [i, place] of tilePlaces(layout).entries()) {
    const { width, height, values } = cut(truth, place);
    blend.add(i, spoil(makeGrid(width, height, values.map((value) => (2 + 3 * i) * value - 5 * i)), i));
  }
  return blend.finish();
}

const wholeOf = ({ tile }: TileLayout, truth: Grid): Grid => resample(truth, tile.width, tile.height, 'area');
const enlargedWhole = (layout: TileLayout, truth: Grid): Grid => resample(wholeOf(layout, truth), layout.map.width, layout.map.height, 'bilinear');

const errorOf = (map: Grid, truth: Grid): number => Math.sqrt(map.values.reduce((sum, value, i) => sum + (value - truth.values[i]!) ** 2, 0) / map.values.length);

describe('TileBlend', () => {
  const layouts = [tileLayout({ width: 112, height: 63 }, 2), tileLayout({ width: 63, height: 98 }, 3), tileLayout({ width: 70, height: 70 }, 4)];

  it('gives the truth back where every tile says it on a scale of its own', () => {
    // The more tiles, the less of the fence the whole shows, which they are fitted to.
    for (const [i, share] of [0.15, 0.4, 0.7].entries()) {
      const layout = layouts[i]!;
      const truth = truthOf(layout);
      expect(errorOf(blended(layout, truth), truth), `${layout.count}`).to.be.below(share * errorOf(enlargedWhole(layout, truth), truth));
    }
  });

  it('shows no seam: what is left of error steps no more at the borders of tiles than elsewhere', () => {
    for (const layout of layouts) {
      const truth = truthOf(layout);
      const error = blended(layout, truth).values.map((value, i) => value - truth.values[i]!);
      const { width, height } = layout.map;
      const steps = Array.from({ length: width - 1 }, (_, x) => {
        let sum = 0;
        for (let y = 0; y < height; y++) sum += Math.abs(error[y * width + x + 1]! - error[y * width + x]!);
        return sum / height;
      });
      const borders = new Set(tilePlaces(layout).flatMap(({ left, width: wide }) => [left - 1, left, left + wide - 1, left + wide]));
      const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
      expect(mean(steps.filter((_, x) => borders.has(x)))).to.be.below(1.5 * mean(steps.filter((_, x) => !borders.has(x))) + 1e-4);
    }
  });

  it('keeps to the whole picture where a tile is flat, turned over, or without numbers', () => {
    const layout = layouts[0]!;
    const truth = truthOf(layout);
    const whole = enlargedWhole(layout, truth);
    // What the first tile shows alone.
    const alone = { left: 0, top: 0, width: layout.step.width, height: layout.step.height };
    const said: readonly ((tile: Grid) => Grid)[] = [(tile) => ({ ...tile, values: tile.values.map(() => 7) }), (tile) => ({ ...tile, values: tile.values.map((value) => -value) }), (tile) => ({ ...tile, values: tile.values.map(() => NaN) })];
    for (const spoil of said) {
      const map = blended(layout, truth, (tile, i) => (i === 0 ? spoil(tile) : tile));
      expect(cut(map, alone)).to.deep.equal(cut(whole, alone));
      expect(errorOf(map, truth)).to.be.below(errorOf(whole, truth));
    }
  });

  it('does not believe a tile that sees a large thing which the whole does not, and takes the rest of it', () => {
    const layout = layouts[0]!;
    const truth = truthOf(layout);
    const { width } = layout.tile;
    const ghost = (at: number): boolean => at % width > 20 && at % width < 60 && Math.floor(at / width) > 10 && Math.floor(at / width) < 40;
    const map = blended(layout, truth, (tile, i) => (i === 0 ? { ...tile, values: tile.values.map((value, at) => (ghost(at) ? value + 2.4 : value)) } : tile));
    const middle = { left: 30, top: 18, width: 20, height: 14 };
    const error = cut(map, middle).values.reduce((sum, value, i) => sum + Math.abs(value - cut(truth, middle).values[i]!), 0) / (20 * 14);
    expect(error).to.be.below(0.2);
    expect(errorOf(map, truth)).to.be.below(errorOf(enlargedWhole(layout, truth), truth));
  });

  it('answers any numbers with a finite map between bounds, never below the least', () => {
    const layout = tileLayout({ width: 16, height: 9 }, 2);
    const plane = fc.array(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, NaN, Infinity, -Infinity)), { minLength: 144, maxLength: 144 }).map((list) => makeGrid(16, 9, Float32Array.from(list)));
    fc.assert(
      fc.property(plane, fc.array(plane, { minLength: 4, maxLength: 4 }), (whole, tiles) => {
        const blend = new TileBlend(layout, whole);
        tiles.forEach((tile, i) => blend.add(i, tile));
        const { values } = blend.finish(0);
        expect(values.every((value) => Number.isFinite(value) && value >= 0)).to.equal(true);
      }),
      { numRuns: 60 },
    );
  });
});
