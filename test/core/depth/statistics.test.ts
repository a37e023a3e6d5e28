import { expect } from 'chai';
import { encodeRow16 } from '#core/depth/encode16';
import { focusPlanes, shotRange } from '#core/depth/statistics';

const sorted = (values: readonly number[]): Float32Array => Float32Array.from(values).sort();

describe('shotRange', () => {
  it('holds nearly all values and is not moved by one wild one in a thousand', () => {
    const calm = Array.from({ length: 2000 }, (_, i) => 1 + i / 2000);
    const { far, near } = shotRange(sorted([...calm, 50, -50]));
    expect(far).to.be.within(0.9, 1.01);
    expect(near).to.be.within(1.99, 2.1);
  });

  it('puts a flat shot in the middle and gives an empty one a range', () => {
    expect(shotRange(sorted([4, 4, 4]))).to.deep.equal({ far: 3.5, near: 4.5 });
    expect(shotRange(new Float32Array(0))).to.deep.equal({ far: 0, near: 1 });
  });
});

describe('focusPlanes', () => {
  it('finds the modes of a near figure and a far wall', () => {
    const wall = Array.from({ length: 700 }, (_, i) => 0.2 + 0.02 * Math.sin(i));
    const figure = Array.from({ length: 300 }, (_, i) => 0.75 + 0.03 * Math.sin(i * 1.3));
    const planes = focusPlanes(sorted([...wall, ...figure]), { far: 0, near: 1 });
    expect(planes.far).to.be.closeTo(0.2, 0.03);
    expect(planes.near).to.be.closeTo(0.75, 0.04);
  });
});

describe('encodeRow16', () => {
  it('writes far as 0, near as 65535 and clamps beyond', () => {
    const out = new Uint16Array(5);
    encodeRow16(Float32Array.of(2, 4, 3, 99, -99), { far: 2, near: 4 }, out);
    expect(Array.from(out)).to.deep.equal([0, 65535, 32768, 65535, 0]);
  });
});
