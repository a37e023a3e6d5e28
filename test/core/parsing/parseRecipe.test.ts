import { expect } from 'chai';
import fc from 'fast-check';
import { parseRecipe } from '#core/parsing/parseRecipe';
import { recipes } from '#core/recipes/index';

const rack = recipes['rack-focus'];

function withSignal(signal: unknown): string {
  return JSON.stringify({ ...rack, tracks: [{ slot: 'camera.zoom', tolerance: 1, signal }] });
}

describe('parseRecipe', () => {
  it('answers any JSON with a result and never throws', () => {
    fc.assert(fc.property(fc.json(), (json) => !parseRecipe(json, 'x').ok));
  });

  it('survives any value in the place of any part of a recipe', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(rack)), fc.jsonValue(), (name, value) => {
        expect(parseRecipe(JSON.stringify({ ...rack, [name]: value }), 'x').ok).to.be.a('boolean');
      }),
    );
  });

  it('refuses trees that are deep enough to fill the stack', () => {
    const deep = `${'{"kind":"ease","input":'.repeat(5000)}{"kind":"time"}${'}'.repeat(5000)}`;
    expect(parseRecipe(withSignal('HERE').replace('"HERE"', deep), 'x')).to.deep.include({ ok: false });
  });

  it('refuses text that could leave a comment or a quote', () => {
    for (const title of ['a\nb', 'a\u2028b', 'Fog\u0000']) expect(parseRecipe(JSON.stringify({ ...rack, title }), 'x').ok).to.equal(false);
  });

  it('refuses kinds, slots and versions it does not know', () => {
    expect(parseRecipe(withSignal({ kind: 'eval', code: 'x' }), 'x').ok).to.equal(false);
    expect(parseRecipe(withSignal({ kind: '__proto__' }), 'x').ok).to.equal(false);
    expect(parseRecipe(JSON.stringify({ ...rack, version: 2 }), 'x').ok).to.equal(false);
    expect(parseRecipe(JSON.stringify({ ...rack, tracks: [{ ...rack.tracks[0], slot: 'disk.erase' }] }), 'x').ok).to.equal(false);
  });
});
