import { expect } from 'chai';
import { addHalo } from '#core/depth/haloScore';

const scoreOf = (value: (x: number) => number): number => {
  const sums = { sum: 0, count: 0 };
  addHalo(Float32Array.from({ length: 960 }, (_, x) => value(x)), { far: 0, near: 1 }, sums);
  return sums.count > 0 ? sums.sum / sums.count : 0;
};

describe('addHalo', () => {
  it('is near nothing at a step, large on a soft one, and counts what leaves both sides', () => {
    const step = scoreOf((x) => (x < 480 ? 0.2 : 0.8));
    const soft = scoreOf((x) => 0.5 + 0.3 * Math.tanh((x - 480) / 4));
    const ringing = scoreOf((x) => (x < 476 ? 0.2 : x < 480 ? 0 : x < 484 ? 1 : 0.8));
    expect(step).to.be.below(0.02);
    expect(soft).to.be.above(0.3);
    expect(ringing).to.be.above(step + 0.1);
  });

  it('counts a dark rim beside a step, not a wire in front of it', () => {
    const rimmed = scoreOf((x) => (x < 472 ? 0.2 : x < 480 ? 0.16 : 0.8));
    const clean = scoreOf((x) => (x < 480 ? 0.2 : 0.8));
    const wire = scoreOf((x) => (x >= 474 && x < 486 ? 0.8 : 0.2));
    expect(rimmed - clean).to.be.closeTo(0.04 / 0.64, 0.01);
    expect(wire).to.be.closeTo(clean, 0.01);
  });

  it('counts no gentle slope and no flat', () => {
    expect(scoreOf((x) => x / 960)).to.equal(0);
    expect(scoreOf(() => 0.4)).to.equal(0);
  });
});
