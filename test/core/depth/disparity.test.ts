import { expect } from 'chai';
import { toDisparity } from '#core/depth/disparity';

describe('toDisparity', () => {
  it('makes near larger, whatever the network means', () => {
    expect(Array.from(toDisparity(Float32Array.of(1, 2), { semantics: 'disparity', near: 'larger' }))).to.deep.equal([1, 2]);
    expect(Array.from(toDisparity(Float32Array.of(1, 2), { semantics: 'disparity', near: 'smaller' }))).to.deep.equal([-1, -2]);
    expect(Array.from(toDisparity(Float32Array.of(2, 4), { semantics: 'metric', near: 'smaller' }))).to.deep.equal([0.5, 0.25]);
    expect(Array.from(toDisparity(Float32Array.of(0, 4), { semantics: 'depth', near: 'smaller' }))).to.deep.equal([20, 0.25]);
  });
});
