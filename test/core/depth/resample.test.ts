import { expect } from 'chai';
import fc from 'fast-check';
import { makeGrid } from '#core/depth/grid';
import { cropGrid, resample, resampleTaps, type ResampleKernel } from '#core/depth/resample';

const kernels: readonly ResampleKernel[] = ['cubic', 'bilinear', 'bilinearCorners', 'area'];
const side = fc.integer({ min: 1, max: 40 });

describe('resample', () => {
  it('has the cubic weights of a = -0.75 at a quarter pixel', () => {
    // W(x) = (a+2)|x|³ − (a+3)|x|² + 1 up to 1, a|x|³ − 5a|x|² + 8a|x| − 4a up to 2, at 1.25, 0.25, 0.75, 1.75.
    const { weights } = resampleTaps(8, 16, 'cubic');
    const quarter = Array.from(weights.subarray(7 * 4, 8 * 4));
    [-0.10546875, 0.87890625, 0.26171875, -0.03515625].forEach((weight, k) => expect(quarter[k]).to.be.closeTo(weight, 1e-7));
  });

  it('has weights that add up to one, for every kernel and size', () => {
    fc.assert(
      fc.property(side, side, fc.constantFrom(...kernels), (from, to, kernel) => {
        const { taps, weights, indices } = resampleTaps(from, to, kernel);
        for (let i = 0; i < to; i++) {
          const total = weights.subarray(i * taps, (i + 1) * taps).reduce((a, b) => a + b, 0);
          expect(total).to.be.closeTo(1, 1e-5);
        }
        expect(Math.min(...indices)).to.be.at.least(0);
        expect(Math.max(...indices)).to.be.below(from);
      }),
    );
  });

  it('averages whole boxes when area halves a picture', () => {
    const half = resample(makeGrid(4, 2, Float32Array.of(1, 3, 5, 7, 3, 5, 7, 9)), 2, 1, 'area');
    expect(Array.from(half.values)).to.deep.equal([3, 7]);
  });

  it('keeps the mean under area for any whole or broken ratio', () => {
    const grid = makeGrid(30, 20, Float32Array.from({ length: 600 }, (_, i) => (i * 7919) % 101));
    const mean = (values: Float32Array): number => values.reduce((a, b) => a + b, 0) / values.length;
    for (const [w, h] of [[15, 10], [7, 3], [29, 19], [1, 1]] as const) expect(mean(resample(grid, w, h, 'area').values)).to.be.closeTo(mean(grid.values), 0.02);
  });

  it('maps corners onto corners with bilinearCorners and centres with bilinear', () => {
    const ramp = makeGrid(3, 1, Float32Array.of(0, 1, 2));
    expect(Array.from(resample(ramp, 5, 1, 'bilinearCorners').values)).to.deep.equal([0, 0.5, 1, 1.5, 2]);
    expect(Array.from(resample(ramp, 6, 1, 'bilinear').values)).to.deep.equal([0, 0.25, 0.75, 1.25, 1.75, 2]);
  });

  it('crops a ramp to the ramp between the margins', () => {
    const ramp = makeGrid(10, 1, Float32Array.from({ length: 10 }, (_, i) => i + 0.5));
    const inner = cropGrid(ramp, { left: 2, right: 3, top: 0, bottom: 0 });
    inner.values.forEach((value, i) => expect(value).to.be.closeTo(2 + ((i + 0.5) * 5) / 10, 1e-5));
  });
});
