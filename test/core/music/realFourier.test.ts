import { expect } from 'chai';
import { makeRealFourier } from '#core/music/realFourier';

function magnitudesByDefinition(input: Float32Array): number[] {
  return Array.from({ length: input.length / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    input.forEach((value, n) => {
      re += value * Math.cos((2 * Math.PI * k * n) / input.length);
      im -= value * Math.sin((2 * Math.PI * k * n) / input.length);
    });
    return Math.hypot(re, im);
  });
}

describe('makeRealFourier', () => {
  for (const size of [4, 8, 64, 512]) {
    it(`equals the definition of the transform at ${size} samples`, () => {
      const input = Float32Array.from({ length: size }, (_, n) => Math.sin(n * n * 0.7) + 0.3 * Math.cos(n * 1.3));
      const magnitudes = new Float32Array(size / 2 + 1);
      makeRealFourier(size).magnitudes(input, magnitudes);
      magnitudesByDefinition(input).forEach((expected, k) => expect(magnitudes[k]).to.be.closeTo(expected, 1e-4 * size));
    });
  }

  it('refuses sizes that are no power of two', () => {
    for (const size of [0, 1, 2, 3, 100]) expect(() => makeRealFourier(size)).to.throw(RangeError);
  });
});
