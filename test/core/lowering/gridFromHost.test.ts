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

const keys = markers.map(({ time }) => ({ time, value: 0.8 }));
const untouched = { plan: 'p', markers, keys, setKeys: markers.map(({ time }) => time) };

describe('gridFromHost', () => {
  it('gives an untouched grid back to the bit, although markers lie on frames', () => {
    expect(gridFromHost(untouched, grid, 2).beats).to.deep.equal(grid.beats);
  });

  it('moves, removes and adds beats', () => {
    const edited = [markers[0], { ...markers[1], time: markers[1].time + 0.12 }, ...markers.slice(3), { time: 9, comment: '9.1', beat: -1, setTime: -1 }];
    const { beats, provenance } = gridFromHost({ ...untouched, markers: edited }, grid, 2);
    expect(beats.map(({ time }) => Number(time.toFixed(4)))).to.deep.equal(
      [grid.beats[0].time, grid.beats[1].time + 0.12, ...grid.beats.slice(3).map(({ time }) => time), 7].map((time) => Number(time.toFixed(4))),
    );
    expect(beats[beats.length - 1]).to.deep.include({ barPosition: 1, downbeat: true, strength: 0.5 });
    expect(provenance.edits).to.deep.equal(['read back from the composition']);
  });

  it('drops beats from before the music and doubles', () => {
    const edited = [{ time: 1, comment: '', beat: -1, setTime: -1 }, markers[0], { ...markers[0], beat: -1 }];
    expect(gridFromHost({ ...untouched, markers: edited }, grid, 2).beats).to.have.length(2);
  });

  it('moves beats whose keys were moved, takes added keys for beats, and keeps beats whose keys were deleted', () => {
    const times = (edited: readonly { time: number; value: number }[]): number[] => gridFromHost({ ...untouched, keys: edited }, grid, 2).beats.map(({ time }) => Number(time.toFixed(4)));
    const whole = grid.beats.map(({ time }) => Number(time.toFixed(4)));
    const moved = keys.map((key, index) => (index === 2 ? { ...key, time: key.time + 0.2 } : key));
    expect(times(moved)).to.deep.equal(whole.map((time, index) => (index === 2 ? Number((time + 0.2).toFixed(4)) : time)));
    expect(times(keys.filter((_, index) => index !== 2))).to.deep.equal(whole);
    const added = [...keys.slice(0, 3), { time: keys[2].time + 0.24, value: 0.4 }, ...keys.slice(3)];
    expect(times(added)).to.have.length(7);
    expect(gridFromHost({ ...untouched, keys: added }, grid, 2).beats[3]).to.deep.include({ strength: 0.4, barPosition: 0 });
  });

  it('lets the marker decide where both were moved', () => {
    const edited = markers.map((marker, index) => (index === 1 ? { ...marker, time: marker.time + 0.12 } : marker));
    const moved = keys.map((key, index) => (index === 1 ? { ...key, time: key.time - 0.08 } : key));
    expect(gridFromHost({ ...untouched, markers: edited, keys: moved }, grid, 2).beats[1].time).to.be.closeTo(grid.beats[1].time + 0.12, 1e-9);
  });
});
