import { expect } from 'chai';
import fc from 'fast-check';
import { selectEvents, thinEvents } from '#core/events/selectEvents';
import { steadyGrid } from '../../fixtures/recipeInputs.js';

const grid = steadyGrid({ beats: 16 });
const timesOf = (events: readonly { time: number }[]): number[] => events.map(({ time }) => time);

describe('selectEvents', () => {
  it('takes the hardest part of the beats, in order of time', () => {
    const events = selectEvents(grid, { kind: 'strongBeats', share: 'share' }, 0.25);
    expect(events).to.have.length(4);
    const weakest = Math.min(...events.map(({ strength }) => strength));
    const left = grid.beats.filter(({ time }) => !timesOf(events).includes(time));
    expect(left.every(({ strength }) => strength <= weakest)).to.equal(true);
    expect(timesOf(events)).to.deep.equal([...timesOf(events)].sort((a, b) => a - b));
  });

  it('takes at least one strong beat', () => {
    expect(selectEvents(grid, { kind: 'strongBeats', share: 'share' }, 0.01)).to.have.length(1);
  });

  it('counts bars and beats', () => {
    expect(selectEvents(grid, { kind: 'downbeats' }, 1).map(({ label }) => label)).to.deep.equal(['1.1', '2.1', '3.1', '4.1']);
    expect(timesOf(selectEvents(grid, { kind: 'everyNth', count: 4, offset: 2 }, 1))).to.deep.equal([1, 3, 5, 7]);
  });

  it('finds downbeats by the metre when none is marked', () => {
    const unmarked = { ...grid, beats: grid.beats.map((beat) => ({ ...beat, downbeat: false, barPosition: 0 })) };
    expect(timesOf(selectEvents(unmarked, { kind: 'downbeats' }, 1))).to.deep.equal([0, 2, 4, 6]);
  });

  it('takes hits of one band and starts of sections', () => {
    expect(selectEvents(grid, { kind: 'hits', band: 'kick' }, 1)).to.have.length(16);
    expect(selectEvents(grid, { kind: 'hits', band: 'snare' }, 1)).to.have.length(0);
    expect(selectEvents(grid, { kind: 'sections' }, 1).map(({ strength }) => strength)).to.deep.equal([0.4]);
  });
});

describe('thinEvents', () => {
  it('never leaves two events closer than the gap, and never loses the hardest', () => {
    const event = fc.record({ time: fc.double({ min: 0, max: 20, noNaN: true }), strength: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (events, gap) => {
        const sorted = events.map((one) => ({ ...one, bar: 0, beat: 0, label: '' })).sort((a, b) => a.time - b.time);
        const kept = thinEvents(sorted, gap);
        kept.slice(1).forEach((one, index) => expect(one.time - kept[index].time).to.be.at.least(gap - 1e-8));
        const hardest = Math.max(0, ...sorted.map(({ strength }) => strength));
        expect(Math.max(0, ...kept.map(({ strength }) => strength))).to.equal(hardest);
      }),
    );
  });
});
