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
});
