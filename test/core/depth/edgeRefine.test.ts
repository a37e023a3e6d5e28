import { expect } from 'chai';
import fc from 'fast-check';
import { refineRows } from '#core/depth/edgeRefine';
import { makeGrid, type Grid } from '#core/depth/grid';
import { lumaOf, reducePicture } from '#core/depth/reducePicture';
import { resample } from '#core/depth/resample';

const [SMALL_W, SMALL_H, FACTOR] = [48, 32, 8];
const [WIDTH, HEIGHT] = [SMALL_W * FACTOR, SMALL_H * FACTOR];

function refined(depth: Grid, guide: Uint8Array, width = WIDTH, height = HEIGHT): Float32Array {
  const out = new Float32Array(width * height);
  const smallGuide = lumaOf(reducePicture({ width, height, channels: 1, pixels: guide }, depth.width, depth.height));
  refineRows({ depth, smallGuide, guide, width, height }, (y, row) => out.set(row, y * width));
  return out;
}

/** A bright disc on a dark ground, and the depth a network makes of it: the same disc, blurred. */
const insideDisc = (x: number, y: number): boolean => Math.hypot(x - WIDTH / 2, y - HEIGHT / 2) < 70;
const discGuide = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (insideDisc(i % WIDTH, Math.floor(i / WIDTH)) ? 200 : 60));
const discTruth = Float32Array.from(discGuide, (luma) => (luma > 100 ? 0.8 : 0.2));
const soft = resample(resample(makeGrid(WIDTH, HEIGHT, discTruth), 16, 11, 'area'), SMALL_W, SMALL_H, 'bilinear');

const meanError = (values: Float32Array): number => values.reduce((total, value, i) => total + Math.abs(value - discTruth[i]!), 0) / values.length;

describe('refineRows', () => {
  it('follows the picture where plain enlarging is soft', () => {
    expect(meanError(refined(soft, discGuide))).to.be.below(0.7 * meanError(resample(soft, WIDTH, HEIGHT, 'cubic').values));
  });

  it('makes no halo: nothing leaves the range of the map', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 24 * 16, maxLength: 24 * 16 }), fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 6 * 4, maxLength: 6 * 4 }), (luma, depth) => {
        const map = makeGrid(6, 4, Float32Array.from(depth));
        const out = refined(map, Uint8Array.from(luma), 24, 16);
        expect(Math.min(...out)).to.be.at.least(Math.min(...map.values) - 1e-6);
        expect(Math.max(...out)).to.be.at.most(Math.max(...map.values) + 1e-6);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves flat depth flat under any texture', () => {
    const texture = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => (i * 7919) % 256);
    const out = refined(makeGrid(SMALL_W, SMALL_H, new Float32Array(SMALL_W * SMALL_H).fill(0.4)), texture);
    expect(Math.max(...out.map((value) => Math.abs(value - 0.4)))).to.be.below(1e-5);
  });

  it('makes any size, down to one pixel', () => {
    expect(refined(makeGrid(4, 4, new Float32Array(16).fill(0.5)), Uint8Array.of(9), 1, 1)[0]).to.be.closeTo(0.5, 1e-6);
  });

  /** A step at `at` of the picture, depth and luma both, the map's step `soft` map pixels wide; `side`: rows of the map. */
  function stepScene(side: number, soft: number, guideStep: number): { out: Float32Array; width: number; at: number } {
    const [mapWidth, width, height] = [side * 2, side * 8, 24];
    const at = width / 2 + 3;
    const guide = Uint8Array.from({ length: width * height }, (_, i) => (i % width < at ? 90 : 90 + guideStep));
    const share = (x: number): number => Math.min(1, Math.max(0, ((x + 0.5) * 4 - at) / (4 * soft) + 0.5));
    const depth = makeGrid(mapWidth, side, Float32Array.from({ length: mapWidth * side }, (_, i) => 0.2 + 0.6 * share(i % mapWidth)));
    return { out: refined(depth, guide, width, height).slice(12 * width, 13 * width), width, at };
  }

  for (const side of [128, 384]) {
    it(`turns a soft step of a map of ${side} rows into the picture's: within three pixels, ringing under 3 % of it, no halo beside it`, () => {
      const { out, at } = stepScene(side, 3, 100);
      expect(out[at - 2]).to.be.below(0.3);
      expect(out[at + 1]).to.be.above(0.7);
      out.forEach((value, x) => {
        expect(value).to.be.within(0.2 - 1e-6, 0.8 + 1e-6);
        if (x > 0) expect(value).to.be.at.least(out[x - 1]! - 0.015);
        if (Math.abs(x - at) > 28) expect(value).to.be.closeTo(x < at ? 0.2 : 0.8, 1e-3);
      });
    });

    it(`keeps a sharp step of a map of ${side} rows that the luma does not show`, () => {
      const { out, at } = stepScene(side, 1, 0);
      const wide = side < 320 ? 8 : 16;
      expect(out[at - wide]).to.be.below(0.25);
      expect(out[at + wide]).to.be.above(0.75);
    });
  }

  it('keeps a thin wire: near all along, and no wider than in the picture', () => {
    for (const side of [128, 384]) {
      const [mapWidth, width, height, wire] = [side * 2, side * 8, 24, side * 4];
      const thick = side < 320 ? 8 : 12;
      const onWire = (x: number): boolean => x >= wire && x < wire + thick;
      const guide = Uint8Array.from({ length: width * height }, (_, i) => (onWire(i % width) ? 40 : 170));
      const depth = makeGrid(mapWidth, side, Float32Array.from({ length: mapWidth * side }, (_, i) => {
        const [left, right] = [(i % mapWidth) * 4, (i % mapWidth) * 4 + 4];
        return 0.2 + (0.6 * Math.max(0, Math.min(right, wire + thick) - Math.max(left, wire))) / 4;
      }));
      const row = refined(depth, guide, width, height).slice(12 * width, 13 * width);
      expect(Math.min(...row.slice(wire + 1, wire + thick - 1))).to.be.above(0.6);
      expect(row[wire - 2]).to.be.below(0.35);
      expect(row[wire + thick + 1]).to.be.below(0.35);
    }
  });

  it('leaves a slope a slope: no terraces', () => {
    const depth = makeGrid(SMALL_W, SMALL_H, Float32Array.from({ length: SMALL_W * SMALL_H }, (_, i) => (i % SMALL_W) / SMALL_W));
    const row = refined(depth, new Uint8Array(WIDTH * HEIGHT).fill(120)).slice(100 * WIDTH, 101 * WIDTH);
    row.slice(60, -60).forEach((value, i) => expect(value).to.be.closeTo((i + 60.5) / WIDTH - 0.5 / SMALL_W, 0.004));
  });
});
