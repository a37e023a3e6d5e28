import { expect } from 'chai';
import fc from 'fast-check';
import { alignScaleShift, identity } from '#core/depth/alignScaleShift';

const wave = Float32Array.from({ length: 500 }, (_, i) => Math.sin(i * 0.37) + 0.3 * Math.sin(i * 1.7));
const ones = new Float32Array(500).fill(1);

describe('alignScaleShift', () => {
  it('finds any exact scale and shift', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.7, max: 1.5, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (scale, shift) => {
        const fit = alignScaleShift({ from: wave, to: wave.map((v) => scale * v + shift), trust: ones });
        expect(fit.scale).to.be.closeTo(scale, 1e-3);
        expect(fit.shift).to.be.closeTo(shift, 1e-3);
      }),
    );
  });

  it('finds the scale alone where zero is the same on both sides, past outliers', () => {
    const distances = wave.map((v) => 2 + v);
    const to = distances.map((v, i) => (i < 165 ? v + 2 : 1.1 * v));
    const fit = alignScaleShift({ from: distances, to, trust: ones, keepsZero: true });
    expect(fit.scale).to.be.closeTo(1.1, 1e-3);
    expect(fit.shift).to.equal(0);
    // Free to shift, noise on a narrow span would be taken for one.
    const narrow = Float32Array.from({ length: 500 }, (_, i) => 5 + 0.01 * Math.sin(i * 0.37));
    const noisy = narrow.map((v, i) => 1.2 * v + 0.05 * Math.sin(i * 12.9898));
    expect(alignScaleShift({ from: narrow, to: noisy, trust: ones, keepsZero: true }).scale).to.be.closeTo(1.2, 0.01);
  });

  it('is not pulled by a third of the picture that moved, nor by what is not trusted', () => {
    const to = wave.map((v, i) => (i < 165 ? v + 2 : 1.1 * v - 0.2));
    const robust = alignScaleShift({ from: wave, to, trust: ones });
    expect(robust.scale).to.be.closeTo(1.1, 0.01);
    expect(robust.shift).to.be.closeTo(-0.2, 0.01);
    const half = wave.map((v, i) => (i < 250 ? 5 - v : 0.9 * v));
    const told = alignScaleShift({ from: wave, to: half, trust: ones.map((_, i) => (i < 250 ? 0 : 1)) });
    expect(told.scale).to.be.closeTo(0.9, 1e-3);
  });

  it('takes the shift alone from a flat picture and gives up on no agreement', () => {
    const flat = new Float32Array(500).fill(2);
    expect(alignScaleShift({ from: flat, to: flat.map((v) => v + 0.5), trust: ones })).to.deep.equal({ scale: 1, shift: 0.5, agreement: 1 });
    expect(alignScaleShift({ from: wave, to: wave.map((v) => -v), trust: ones })).to.deep.equal({ ...identity, agreement: 0 });
    expect(alignScaleShift({ from: wave, to: wave, trust: new Float32Array(500) })).to.deep.equal({ ...identity, agreement: 0 });
  });
});
