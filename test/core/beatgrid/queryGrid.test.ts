import { expect } from 'chai';
import { placeAt, selectBeats } from '#core/beatgrid/queryGrid';
import { gridAt } from '../../fixtures/gridFixtures.js';

const grid = gridAt([1, 1.5, 2, 2.5, 3, 3.5]);

describe('placeAt', () => {
  it('names the beat before, the way to the next and the bar', () => {
    expect(placeAt(grid, 1.75)).to.deep.equal({ index: 1, phase: 0.5, bar: 0 });
    expect(placeAt(grid, 3)).to.deep.equal({ index: 4, phase: 0, bar: 1 });
  });

  it('goes on with the nearest interval outside the beats', () => {
    expect(placeAt(grid, 0.75)).to.deep.equal({ index: -1, phase: 0.5, bar: -1 });
    expect(placeAt(grid, 4.125).phase).to.be.closeTo(0.25, 1e-12);
  });

  it('answers for an empty grid and a single beat', () => {
    expect(placeAt(gridAt([]), 1)).to.deep.equal({ index: -1, phase: 0, bar: 0 });
    expect(placeAt(gridAt([1]), 5)).to.deep.equal({ index: 0, phase: 0, bar: 0 });
  });
});

describe('selectBeats', () => {
  it('takes every nth beat counted from the first downbeat', () => {
    const upbeat = { ...grid, beats: [{ ...grid.beats[3], time: 0.5 }, ...grid.beats] };
    expect(selectBeats(upbeat, { every: 4 }).map(({ time }) => time)).to.deep.equal([1, 3]);
  });

  it('filters by range, downbeat and strength', () => {
    expect(selectBeats(grid, { from: 1.5, to: 3 }).map(({ time }) => time)).to.deep.equal([1.5, 2, 2.5]);
    expect(selectBeats(grid, { downbeatsOnly: true }).map(({ time }) => time)).to.deep.equal([1, 3]);
    expect(selectBeats(grid, { leastStrength: 0.6 })).to.deep.equal([]);
  });
});
