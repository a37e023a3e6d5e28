import { expect } from 'chai';
import fc from 'fast-check';
import { parseBeatGrid, parseBeatGridJson } from '#core/parsing/parseBeatGrid';
import { gridAt } from '../../fixtures/gridFixtures.js';

describe('parseBeatGrid', () => {
  it('reads back what was written', () => {
    const grid = { ...gridAt([0.5, 1, 1.5]), hits: [{ time: 0.5, band: 'kick' as const, strength: 1 }] };
    expect(parseBeatGridJson(JSON.stringify(grid), 'beats.json')).to.deep.equal({ ok: true, value: grid });
  });

  const refused: readonly (readonly [string, object])[] = [
    ['another schema', { schema: 'other' }],
    ['a newer version', { version: 2 }],
    ['beats out of order', { beats: [...gridAt([1, 2]).beats].reverse() }],
    ['two beats at once', { beats: [gridAt([1]).beats[0], gridAt([1]).beats[0]] }],
    ['a negative time', { beats: [{ ...gridAt([1]).beats[0], time: -1 }] }],
    ['a strength above one', { beats: [{ ...gridAt([1]).beats[0], strength: 1.1 }] }],
    ['a metre of nothing', { metre: { beatsPerBar: 0 } }],
    ['an unknown band', { hits: [{ time: 1, band: 'cowbell', strength: 1 }] }],
  ];
  for (const [what, change] of refused) {
    it(`refuses ${what}`, () => {
      const result = parseBeatGrid({ ...gridAt([1, 2]), ...change }, 'beats.json');
      expect(result.ok ? 'read' : result.failure.code).to.equal('contract.invalid');
    });
  }

  it('answers any JSON with a result', () => {
    fc.assert(fc.property(fc.json(), (json) => typeof parseBeatGridJson(json, 'x').ok === 'boolean'));
  });
});
