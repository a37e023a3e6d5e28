import { expect } from 'chai';
import fc from 'fast-check';
import { outsideSlice, subjectSlice } from '#core/depth/depthSlice';
import { ditherTo8, gradientNoise } from '#core/depth/dither';
import { cubehelix, falseColourRow } from '#core/depth/falseColour';
import { NEUTRAL, pushRow } from '#core/depth/pushMap';

describe('dither', () => {
  it('keeps the mean of a value between two codes, and both ends exact', () => {
    for (const value of [0.1, 0.3337, 0.5, 0.7071]) {
      let sum = 0;
      for (let y = 0; y < 64; y++) for (let x = 0; x < 64; x++) sum += ditherTo8(value, x, y);
      expect(sum / 4096 / 255).to.be.closeTo(value, 0.0002);
    }
    fc.assert(fc.property(fc.nat(20_000), fc.nat(20_000), (x, y) => ditherTo8(0, x, y) === 0 && ditherTo8(1, x, y) === 255));
  });

  it('is spread over the whole step within a few pixels', () => {
    const near = Array.from({ length: 25 }, (_, i) => gradientNoise(100 + (i % 5), 40 + Math.floor(i / 5)));
    expect(Math.min(...near)).to.be.below(0.1);
    expect(Math.max(...near)).to.be.above(0.9);
  });
});

describe('depth slice', () => {
  it('is whole inside, gone beyond the soft edge, half way in the middle of it', () => {
    const slice = { far: 0.4, near: 0.6, softness: 0.2 };
    expect([0.4, 0.5, 0.6].map((depth) => outsideSlice(depth, slice))).to.deep.equal([0, 0, 0]);
    expect([0.1, 0.2, 0.8, 1].map((depth) => outsideSlice(depth, slice))).to.deep.equal([1, 1, 1, 1]);
    expect(outsideSlice(0.3, slice)).to.be.closeTo(0.5, 1e-9);
    expect(outsideSlice(0.7, slice)).to.be.closeTo(0.5, 1e-9);
  });

  it('takes the foreground: the ramp is centred between the two planes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0.05, max: 0.5, noNaN: true }), (farFocus, apart) => {
        const nearFocus = farFocus + apart;
        const slice = subjectSlice({ nearFocus, farFocus });
        expect(outsideSlice(nearFocus, slice)).to.equal(0);
        expect(outsideSlice(farFocus, slice)).to.equal(1);
        expect(outsideSlice((nearFocus + farFocus) / 2, slice)).to.be.closeTo(0.5, 1e-6);
      }),
    );
  });
});

describe('push map', () => {
  const size = { width: 8, height: 4, pixelAspect: 1 };
  const rowOf = (y: number, depth: number): number[] => {
    const out = new Uint16Array(24);
    pushRow(new Float32Array(8).fill(depth), y, size, out);
    return [...out];
  };

  it('is neutral where depth is nothing, and in blue', () => {
    expect(new Set(rowOf(0, 0))).to.deep.equal(new Set([NEUTRAL]));
    for (let x = 0; x < 8; x++) expect(rowOf(1, 1)[3 * x + 2]).to.equal(NEUTRAL);
  });

  it('points away from the middle, in proportion to distance and depth', () => {
    const [full, half] = [rowOf(0, 1), rowOf(0, 0.5)];
    const reach = Math.hypot(4, 2);
    for (let x = 0; x < 8; x++) {
      expect(full[3 * x]! - NEUTRAL).to.be.closeTo((32767 * (x + 0.5 - 4)) / reach, 1);
      expect(full[3 * x + 1]! - NEUTRAL).to.be.closeTo((32767 * -1.5) / reach, 1);
      expect(half[3 * x]! - NEUTRAL).to.be.closeTo((full[3 * x]! - NEUTRAL) / 2, 1);
    }
  });

  it('stays inside 16 bits at the corner of a picture of one pixel', () => {
    const out = new Uint16Array(3);
    pushRow(Float32Array.of(1), 0, { width: 1, height: 1, pixelAspect: 1 }, out);
    expect([...out]).to.deep.equal([NEUTRAL, NEUTRAL, NEUTRAL]);
  });
});

describe('false colour', () => {
  it('goes from black to white and grows brighter all the way', () => {
    expect(cubehelix(0)).to.deep.equal([0, 0, 0]);
    expect(cubehelix(1)).to.deep.equal([1, 1, 1]);
    const brightness = Array.from({ length: 101 }, (_, i) => cubehelix(i / 100)).map(([r, g, b]) => 0.3 * r + 0.59 * g + 0.11 * b);
    for (let i = 1; i <= 100; i++) expect(brightness[i]!).to.be.above(brightness[i - 1]!);
  });

  it('writes three bytes a pixel', () => {
    const out = new Uint8Array(6);
    falseColourRow(Float32Array.of(0, 1), 3, out);
    expect([...out]).to.deep.equal([0, 0, 0, 255, 255, 255]);
  });
});
