import { expect } from 'chai';
import fc from 'fast-check';
import { buildGrid } from '#core/beatgrid/buildGrid';
import { snapToFrames } from '#core/beatgrid/snapToFrames';
import { frameRate } from '#core/time/frameRate';
import { beatsAt, gridAt } from '../../fixtures/gridFixtures.js';

describe('snapToFrames', () => {
  it('keeps every beat of an hour at 29.97 within half a frame of its place', () => {
    const rate = frameRate(30000, 1001);
    const times = Array.from({ length: 7200 }, (_, i) => 0.123 + i * 0.49999);
    const snapped = snapToFrames(gridAt(times), rate);
    expect(snapped).to.have.length(times.length);
    const half = 1001 / 60000 + 1e-9;
    for (const beat of snapped) expect(Math.abs(beat.time - beat.exactTime)).to.be.at.most(half);
  });

  it('gives a beat on the middle between two frames to the earlier one', () => {
    expect(snapToFrames(gridAt([0.1]), frameRate(25))[0].frame).to.equal(2);
  });

  it('merges two beats on one frame and keeps the stronger', () => {
    const [first, second] = beatsAt([1.0, 1.004]);
    const grid = buildGrid({ ...gridAt([]), beatsPerBar: 4, duration: 2, beats: [{ ...first, strength: 0.2 }, { ...second, strength: 0.9 }] });
    const snapped = snapToFrames(grid, frameRate(25));
    expect(snapped.map(({ frame, strength }) => [frame, strength])).to.deep.equal([[25, 0.9]]);
  });

  it('leaves the grid as it is and frames ascending', () => {
    const times = fc.array(fc.double({ min: 0, max: 3600, noNaN: true }), { maxLength: 200 });
    fc.assert(
      fc.property(times, (unsorted) => {
        const grid = gridAt(unsorted);
        const before = JSON.stringify(grid);
        const frames = snapToFrames(grid, frameRate(24000, 1001)).map(({ frame }) => frame);
        expect(JSON.stringify(grid)).to.equal(before);
        frames.slice(1).forEach((frame, i) => expect(frame).to.be.above(frames[i]));
      }),
    );
  });
});
