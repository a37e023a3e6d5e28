import { expect } from 'chai';
import fc from 'fast-check';
import { MOST_TILES, placeInPicture, possibleTiles, tileLayout, tilePlaces, tileShares } from '#core/depth/tileLayout';

const size = (least: number, most: number) => fc.record({ width: fc.integer({ min: least, max: most }), height: fc.integer({ min: least, max: most }) });
const count = fc.integer({ min: 1, max: MOST_TILES });

describe('tileLayout', () => {
  it('gives every place of the map shares of tiles that are together 1', () => {
    fc.assert(
      fc.property(size(1, 40), count, (tile, tiles) => {
        const layout = tileLayout(tile, tiles);
        const sums = new Float64Array(layout.map.width * layout.map.height);
        for (const [i, { left, top, width, height }] of tilePlaces(layout).entries()) {
          const across = tileShares(width, layout.step.width, tiles, i % tiles);
          const down = tileShares(height, layout.step.height, tiles, Math.floor(i / tiles));
          for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) sums[(top + y) * layout.map.width + left + x] += across[x]! * down[y]!;
        }
        expect(sums.every((sum) => Math.abs(sum - 1) < 1e-6)).to.equal(true);
      }),
      { numRuns: 40 },
    );
  });

  it('never asks for more pixels than a picture has, wide, tall or odd, and shows each tile as many', () => {
    fc.assert(
      fc.property(size(14, 700), size(1, 9000), count, (tile, picture, wanted) => {
        const tiles = possibleTiles(wanted, tile, picture);
        const layout = tileLayout(tile, tiles);
        expect(tiles).to.be.within(1, wanted);
        if (tiles === 1) return;
        expect(layout.map.width).to.be.at.most(picture.width);
        expect(layout.map.height).to.be.at.most(picture.height);
        const places = tilePlaces(layout).map((place) => placeInPicture(place, layout, picture));
        for (const { left, top, width, height } of places) {
          expect([width, height]).to.deep.equal([places[0]!.width, places[0]!.height]);
          expect(left).to.be.within(0, picture.width - width);
          expect(top).to.be.within(0, picture.height - height);
        }
        expect([places[0]!.left, places[0]!.top]).to.deep.equal([0, 0]);
        const end = places.at(-1)!;
        expect([end.left + end.width, end.top + end.height]).to.deep.equal([picture.width, picture.height]);
      }),
    );
  });

  it('has no tiles for a picture of less than two inputs\' overlap, and bounds the map', () => {
    const anything = { width: 924, height: 518 };
    const of = (width: number, height: number): number => possibleTiles(4, anything, { width, height });
    expect([of(1280, 720), of(1616, 1080), of(1920, 1080), of(3840, 2160), of(7680, 4320), of(2160, 3840), of(16, 16)]).to.deep.equal([1, 1, 2, 3, 3, 2, 1]);
    expect(possibleTiles(2, { width: 1536, height: 1536 }, { width: 8192, height: 4320 }), 'a map of seven million places').to.equal(1);
    expect(tileLayout(anything, 3).map).to.deep.equal({ width: 2310, height: 1296 });
  });
});
