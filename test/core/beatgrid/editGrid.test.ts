import { expect } from 'chai';
import fc from 'fast-check';
import type { BeatGrid } from '#contracts/beatGrid';
import type { GridEdit } from '#contracts/gridEdit';
import { editGrid } from '#core/beatgrid/editGrid';
import { applyEdit, redo, startHistory, undo } from '#core/beatgrid/gridHistory';
import { keepLocked } from '#core/beatgrid/locks';
import { parseBeatGrid } from '#core/parsing/parseBeatGrid';
import { gridAt } from '../../fixtures/gridFixtures.js';
import { evenTimes } from '../../fixtures/soundFixtures.js';

function edited(grid: BeatGrid, edit: GridEdit): BeatGrid {
  const result = editGrid(grid, edit);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const timesOf = (grid: BeatGrid): number[] => grid.beats.map(({ time }) => time);
const positionsOf = (grid: BeatGrid): number[] => grid.beats.map(({ barPosition }) => barPosition);
const song = gridAt(evenTimes(1, 8.5, 0.5));

describe('editGrid', () => {
  it('halves on the downbeats and counts bars anew', () => {
    const upbeat = edited(song, { kind: 'setDownbeat', time: 1.5 });
    const half = edited(upbeat, { kind: 'halve' });
    expect(timesOf(half).slice(0, 3)).to.deep.equal([1.5, 2.5, 3.5]);
    expect(positionsOf(half).slice(0, 5)).to.deep.equal([1, 2, 3, 4, 1]);
    expect(half.tempo).to.be.closeTo(60, 1e-9);
  });

  it('doubles and triples evenly, and halving a doubled grid gives it back', () => {
    const double = edited(song, { kind: 'double' });
    expect(timesOf(double).slice(0, 4)).to.deep.equal([1, 1.25, 1.5, 1.75]);
    expect(edited(song, { kind: 'triple' }).tempo).to.be.closeTo(360, 1e-9);
    expect(edited(double, { kind: 'halve' }).beats).to.deep.equal(song.beats);
  });

  it('changes a level inside a range only', () => {
    const double = edited(song, { kind: 'double', range: { start: 2, end: 3.2 } });
    expect(timesOf(double).slice(0, 8)).to.deep.equal([1, 1.5, 2, 2.25, 2.5, 2.75, 3, 3.5]);
  });

  it('shifts by eighths there and back', () => {
    const later = edited(song, { kind: 'shift', eighths: 1 });
    expect(timesOf(later)[0]).to.equal(1.25);
    timesOf(edited(later, { kind: 'shift', eighths: -1 })).forEach((time, i) => expect(time).to.be.closeTo(timesOf(song)[i], 1e-12));
  });

  it('makes the beat near a time the one', () => {
    expect(positionsOf(edited(song, { kind: 'setDownbeat', time: 2.1 })).slice(0, 4)).to.deep.equal([3, 4, 1, 2]);
  });

  it('sets the metre from the first downbeat', () => {
    const waltz = edited(song, { kind: 'setMetre', beatsPerBar: 3 });
    expect(positionsOf(waltz).slice(0, 5)).to.deep.equal([1, 2, 3, 1, 2]);
    expect(waltz.metre.beatsPerBar).to.equal(3);
  });

  it('nudges, moves, adds and deletes', () => {
    expect(timesOf(edited(song, { kind: 'nudge', seconds: 0.02 }))[1]).to.be.closeTo(1.52, 1e-12);
    expect(timesOf(edited(song, { kind: 'move', time: 1.6, to: 1.58 }))[1]).to.equal(1.58);
    expect(timesOf(edited(song, { kind: 'add', time: 1.7 }))[2]).to.equal(1.7);
    const fewer = edited(song, { kind: 'delete', time: 1.4 });
    expect(timesOf(fewer).slice(0, 2)).to.deep.equal([1, 2]);
    expect(positionsOf(fewer).slice(0, 3)).to.deep.equal([1, 3, 4]);
  });

  it('drops beats that a nudge takes out of the music', () => {
    expect(timesOf(edited(song, { kind: 'nudge', seconds: -1.2 }))[0]).to.be.closeTo(0.3, 1e-12);
  });

  it('leaves a locked stretch as it is, also in a new analysis', () => {
    const locked = edited(song, { kind: 'lock', range: { start: 2, end: 3.1 } });
    const nudged = edited(locked, { kind: 'nudge', seconds: 0.1 });
    expect(timesOf(nudged).slice(0, 6)).to.deep.equal([1.1, 1.6, 2, 2.5, 3, 3.6]);
    const again = keepLocked(locked, gridAt(evenTimes(0.9, 8.5, 0.6)));
    expect(timesOf(again).filter((time) => time >= 2 && time < 3.1)).to.deep.equal([2, 2.5, 3]);
    expect(again.locks).to.deep.equal([{ start: 2, end: 3.1 }]);
    for (const edit of [{ kind: 'delete', time: 2.5 }, { kind: 'move', time: 2.5, to: 2.6 }, { kind: 'add', time: 2.7 }] as const) {
      expect(editGrid(locked, edit).ok).to.equal(false);
    }
    expect(edited(locked, { kind: 'unlock', range: { start: 0, end: 9 } }).locks).to.equal(undefined);
  });

  it('puts a shaky stretch on a straight line', () => {
    const times = evenTimes(1, 8.5, 0.5).map((time, i) => time + 0.012 * Math.sin(i * 2.1));
    const straight = edited(gridAt(times), { kind: 'refit', range: { start: 0, end: 10 } });
    const gaps = timesOf(straight).slice(1).map((time, i) => time - timesOf(straight)[i]);
    for (const gap of gaps) expect(gap).to.be.closeTo(0.5, 0.002);
  });

  it('fits noisy taps with one left out', () => {
    const taps = evenTimes(2, 7, 0.4).filter((_, i) => i !== 5).map((time, i) => time + 0.025 * Math.sin(i * 3.3));
    const tapped = timesOf(edited(song, { kind: 'tap', taps })).filter((time) => time > 1.9 && time < 7);
    tapped.forEach((time, i) => expect(time).to.be.closeTo(2 + i * 0.4, 0.02));
    expect(tapped.length).to.equal(13);
  });

  it('follows taps that slow down', () => {
    const meant = Array.from({ length: 20 }, (_, i) => 1 + 0.3 * i + 0.006 * i * i);
    const tapped = timesOf(edited(gridAt([0.2, 9.5]), { kind: 'tap', taps: meant.map((time, i) => time + 0.015 * Math.sin(i * 2.7)) }));
    meant.forEach((time, i) => expect(tapped[i + 1]).to.be.closeTo(time, 0.035));
  });

  it('refuses what makes no sense', () => {
    const wrong: GridEdit[] = [{ kind: 'nudge', seconds: NaN }, { kind: 'setMetre', beatsPerBar: 0 }, { kind: 'tap', taps: [1] }, { kind: 'lock', range: { start: 0, end: Infinity } }];
    for (const edit of wrong) expect(editGrid(song, edit).ok, edit.kind).to.equal(false);
    expect(editGrid(gridAt([]), { kind: 'delete', time: 1 }).ok).to.equal(false);
  });

  it('gives a valid grid after any edits, and undo brings each one back', () => {
    const time = fc.double({ min: 0, max: 9, noNaN: true });
    const range = fc.tuple(time, time).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
    const edit: fc.Arbitrary<GridEdit> = fc.oneof(
      fc.record({ kind: fc.constantFrom('halve' as const, 'double' as const, 'triple' as const), range }),
      fc.record({ kind: fc.constant('shift' as const), eighths: fc.integer({ min: -3, max: 3 }) }),
      fc.record({ kind: fc.constant('setDownbeat' as const), time }),
      fc.record({ kind: fc.constant('setMetre' as const), beatsPerBar: fc.integer({ min: 1, max: 7 }) }),
      fc.record({ kind: fc.constant('nudge' as const), seconds: fc.double({ min: -1, max: 1, noNaN: true }) }),
      fc.record({ kind: fc.constant('move' as const), time, to: time }),
      fc.record({ kind: fc.constantFrom('add' as const, 'delete' as const), time }),
      fc.record({ kind: fc.constantFrom('lock' as const, 'unlock' as const, 'refit' as const), range }),
      fc.record({ kind: fc.constant('tap' as const), taps: fc.array(time, { minLength: 2, maxLength: 9 }) }),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
        let history = startHistory(song);
        const seen = [song];
        for (const step of edits) {
          const next = applyEdit(history, step);
          if (!next.ok) continue;
          history = next.value;
          seen.push(history.present);
          const read = parseBeatGrid(history.present, 'grid');
          expect(read.ok ? '' : read.failure.detail).to.equal('');
        }
        for (let i = seen.length - 1; i > 0; i--) {
          expect(history.present).to.equal(seen[i]);
          history = undo(history);
        }
        expect(history.present).to.equal(song);
        for (let i = 1; i < seen.length; i++) expect((history = redo(history)).present).to.equal(seen[i]);
      }),
    );
  });
});
