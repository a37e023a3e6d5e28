import { expect } from 'chai';
import { gridFromHost } from '#core/lowering/gridFromHost';
import { steadyGrid } from '../../fixtures/recipeInputs.js';

const grid = steadyGrid({ bpm: 113, beats: 6, start: 0.013 });
const frame = 0.04;
/** Markers as the plan set them: on frames, the music starting at 2 s. */
const markers = grid.beats.map(({ time }, beat) => {
  const set = Math.round((time + 2) / frame) * frame;
  return { time: set, comment: `${Math.floor(beat / 4) + 1}.${(beat % 4) + 1}`, beat, setTime: set };
});

describe('gridFromHost', () => {
  it('gives an untouched grid back to the bit, although markers lie on frames', () => {
    expect(gridFromHost({ plan: 'p', markers }, grid, 2).beats).to.deep.equal(grid.beats);
  });

  it('moves, removes and adds beats', () => {
    const edited = [markers[0], { ...markers[1], time: markers[1].time + 0.12 }, ...markers.slice(3), { time: 9, comment: '9.1', beat: -1, setTime: -1 }];
    const { beats, provenance } = gridFromHost({ plan: 'p', markers: edited }, grid, 2);
    expect(beats.map(({ time }) => Number(time.toFixed(4)))).to.deep.equal(
      [grid.beats[0].time, grid.beats[1].time + 0.12, ...grid.beats.slice(3).map(({ time }) => time), 7].map((time) => Number(time.toFixed(4))),
    );
    expect(beats[beats.length - 1]).to.deep.include({ barPosition: 1, downbeat: true, strength: 0.5 });
    expect(provenance.edits).to.deep.equal(['read back from the composition']);
  });

  it('drops beats from before the music and doubles', () => {
    const edited = [{ time: 1, comment: '', beat: -1, setTime: -1 }, markers[0], { ...markers[0], beat: -1 }];
    expect(gridFromHost({ plan: 'p', markers: edited }, grid, 2).beats).to.have.length(2);
  });
});
