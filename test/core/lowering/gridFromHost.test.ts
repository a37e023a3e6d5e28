import { expect } from 'chai';
import fc from 'fast-check';
import { gridFromHost } from '#core/lowering/gridFromHost';
import { steadyGrid } from '../../fixtures/recipeInputs.js';

const grid = { ...steadyGrid({ bpm: 113, beats: 6, start: 0.013 }), duration: 8 };
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
    const { grid: read, ...changes } = gridFromHost(untouched, grid, 2);
    expect(read.beats).to.deep.equal(grid.beats);
    expect(changes).to.deep.equal({ moved: 0, added: 0, removed: 0 });
  });

  it('moves, removes and adds beats', () => {
    const edited = [markers[0], { ...markers[1], time: markers[1].time + 0.12 }, ...markers.slice(3), { time: 9, comment: '9.1', beat: -1, setTime: -1 }];
    const { grid: { beats, provenance }, ...changes } = gridFromHost({ ...untouched, markers: edited }, grid, 2);
    expect(beats.map(({ time }) => Number(time.toFixed(4)))).to.deep.equal(
      [grid.beats[0].time, grid.beats[1].time + 0.12, ...grid.beats.slice(3).map(({ time }) => time), 7].map((time) => Number(time.toFixed(4))),
    );
    expect(beats[beats.length - 1]).to.deep.include({ barPosition: 1, downbeat: true, strength: 0.5 });
    expect(provenance.edits).to.deep.equal(['read back from the composition']);
    expect(changes).to.deep.equal({ moved: 1, added: 1, removed: 1 });
  });

  it('drops beats from before the music and doubles', () => {
    const edited = [{ time: 1, comment: '', beat: -1, setTime: -1 }, markers[0], { ...markers[0], beat: -1 }];
    expect(gridFromHost({ ...untouched, markers: edited }, grid, 2).grid.beats).to.have.length(1);
  });

  it('moves beats whose keys were moved, takes added keys for beats, and keeps beats whose keys were deleted', () => {
    const times = (edited: readonly { time: number; value: number }[]): number[] => gridFromHost({ ...untouched, keys: edited }, grid, 2).grid.beats.map(({ time }) => Number(time.toFixed(4)));
    const whole = grid.beats.map(({ time }) => Number(time.toFixed(4)));
    const moved = keys.map((key, index) => (index === 2 ? { ...key, time: key.time + 0.2 } : key));
    expect(times(moved)).to.deep.equal(whole.map((time, index) => (index === 2 ? Number((time + 0.2).toFixed(4)) : time)));
    expect(times(keys.filter((_, index) => index !== 2))).to.deep.equal(whole);
    const added = [...keys.slice(0, 3), { time: keys[2].time + 0.24, value: 0.4 }, ...keys.slice(3)];
    expect(times(added)).to.have.length(7);
    expect(gridFromHost({ ...untouched, keys: added }, grid, 2).grid.beats[3]).to.deep.include({ strength: 0.4, barPosition: 0 });
  });

  it('lets the marker decide where both were moved', () => {
    const edited = markers.map((marker, index) => (index === 1 ? { ...marker, time: marker.time + 0.12 } : marker));
    const moved = keys.map((key, index) => (index === 1 ? { ...key, time: key.time - 0.08 } : key));
    expect(gridFromHost({ ...untouched, markers: edited, keys: moved }, grid, 2).grid.beats[1].time).to.be.closeTo(grid.beats[1].time + 0.12, 1e-9);
  });

  it('takes a copied marker for a beat of its own', () => {
    const { grid: read, ...changes } = gridFromHost({ ...untouched, markers: [...markers, { ...markers[2], time: markers[2].time + 0.2 }] }, grid, 2);
    expect(read.beats).to.have.length(7);
    expect(changes).to.deep.equal({ moved: 0, added: 1, removed: 0 });
  });

  it('knows beats by their numbers when the music was moved since, and the tempo follows', () => {
    const edited = markers.map((marker, index) => (index === 1 ? { ...marker, time: marker.time + 0.12 } : marker));
    const { grid: read, ...changes } = gridFromHost({ ...untouched, keys: [], setKeys: [], markers: [...edited, { time: 9, comment: '', beat: -1, setTime: -1 }] }, grid, 30);
    expect(changes).to.deep.equal({ moved: 1, added: 1, removed: 0 });
    grid.beats.forEach(({ time }, index) => expect(read.beats[index].time).to.be.closeTo(index === 1 ? time + 0.12 : time, 1e-9));
    expect(read.beats[6].time).to.be.closeTo(7, frame / 2);
    expect(gridFromHost({ ...untouched, markers: markers.map((marker, i) => ({ ...marker, time: marker.time + i * 0.2 })) }, grid, 2).grid.tempo).to.be.lessThan(grid.tempo);
  });

  it('knows beats by where they were set when the grid was halved since', () => {
    const halved = { ...grid, beats: grid.beats.filter((_, index) => index % 2 === 0) };
    const { grid: read, ...changes } = gridFromHost(untouched, halved, 2);
    expect(changes).to.deep.equal({ moved: 0, added: 3, removed: 0 });
    expect(read.beats.filter((_, index) => index % 2 === 0)).to.deep.equal(halved.beats);
  });

  it('tells of all edits, whatever they are', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('leave', 'move', 'delete'), { minLength: 6, maxLength: 6 }), fc.integer({ min: 0, max: 3 }), (edits, more) => {
      const edited = markers.flatMap((marker, index) => (edits[index] === 'delete' ? [] : [edits[index] === 'move' ? { ...marker, time: marker.time + 3 * frame } : marker]));
      const own = Array.from({ length: more }, (_, index) => ({ time: 6.5 + index * 0.4, comment: '', beat: -1, setTime: -1 }));
      const { grid: read, ...changes } = gridFromHost({ ...untouched, markers: [...edited, ...own] }, grid, 2);
      const count = (kind: string): number => edits.filter((edit) => edit === kind).length;
      expect(changes).to.deep.equal({ moved: count('move'), added: more, removed: count('delete') });
      expect(read.beats).to.have.length(6 - count('delete') + more);
    }));
  });
});
