import { expect } from 'chai';
import { frameRate } from '#core/time/frameRate';
import { sheetMoments } from '#helper/preview/sheetMoments';
import { steadyGrid } from '../../fixtures/recipeInputs.js';

const rate = frameRate(25);
const frames = { first: 0, last: 99 };

describe('sheetMoments', () => {
  it('takes the four strongest beats within the clip in the order of time', () => {
    const strengths = [0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.4, 0.6, 1, 1];
    const { beats } = steadyGrid({ beats: 10, strength: (index) => strengths[index] });
    const moments = sheetMoments({ beats, musicOffset: 0, frames, rate });
    expect(moments.map(({ label }) => label)).to.deep.equal([
      '0:00.50  BAR 1.2  STRENGTH 0.90',
      '0:01.50  BAR 1.4  STRENGTH 0.80',
      '0:02.50  BAR 2.2  STRENGTH 0.70',
      '0:03.50  BAR 2.4  STRENGTH 0.60',
    ]);
    expect(moments[0].frame).to.equal(Math.floor((0.5 + 0.2) * 25));
  });

  it('moves beats by the music offset and never leaves the frames', () => {
    const { beats } = steadyGrid({ beats: 2 });
    const moments = sheetMoments({ beats, musicOffset: 3.49, frames, rate });
    expect(moments.map(({ frame }) => frame)).to.deep.equal([92, 99]);
  });

  it('shows frames at equal distances when no beat falls into the clip', () => {
    expect(sheetMoments({ beats: [], musicOffset: 0, frames, rate }).map(({ frame }) => frame)).to.deep.equal([12, 37, 62, 87]);
    expect(sheetMoments({ beats: [], musicOffset: 0, frames: { first: 5, last: 5 }, rate }).map(({ frame }) => frame)).to.deep.equal([5]);
  });
});
