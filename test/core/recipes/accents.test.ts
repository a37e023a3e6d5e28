import { expect } from 'chai';
import type { BeatGrid, HitBand } from '#contracts/beatGrid';
import { accentChoices } from '#core/events/accents';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { eventsOfStream } from '#core/lowering/recipeContext';
import { recipes } from '#core/recipes/index';
import { resolveValues } from '#core/recipes/resolveValues';
import { passportOf, steadyGrid } from '../../fixtures/recipeInputs.js';

/** Sixteen bars: a quiet verse and a loud chorus, kick on one and three, snare on two and four, hats between. */
function song(): BeatGrid {
  const grid = steadyGrid({ bpm: 120, beats: 64, strength: (index) => [1, 0.4, 0.7, 0.5][index % 4]! });
  const bands = (index: number): HitBand[] => (index % 2 === 0 ? ['kick', 'hat'] : ['snare', 'hat']);
  return {
    ...grid,
    hits: grid.beats.flatMap(({ time }, index) => bands(index).map((band) => ({ time: band === 'hat' ? time + 0.25 : time, band, strength: 0.8 }))),
    sections: [{ start: 0, end: 16, label: 'verse', energy: 0.2 }, { start: 16, end: 32, label: 'chorus', energy: 1 }],
  };
}

const wanted: Readonly<Record<string, (index: number) => boolean>> = {
  strongBeats: (index) => index % 4 === 0, downbeats: (index) => index % 4 === 0, everySecond: (index) => index % 2 === 0, everyFourth: (index) => index % 4 === 0,
  everyNth: (index) => index % 3 === 0, beats: () => true, kick: (index) => index % 2 === 0, snare: (index) => index % 2 === 1, hat: () => true, sections: (index) => index % 32 === 0,
};

describe('accents', () => {
  const grid = song();
  const choosing = Object.values(recipes).filter(({ parameters }) => parameters.some(({ name }) => name === 'accent'));

  it('are a choice in every recipe that moves on the beat', () => {
    expect(choosing.map(({ id }) => id)).to.deep.equal(['rack-focus', 'focus-pulse', 'parallax-punch', 'dolly-punch', 'fog-pulse', 'fog-reveal', 'isolate', 'depth-strobe']);
    expect(Object.keys(wanted)).to.have.members(Object.keys(accentChoices));
  });

  for (const recipe of choosing) {
    it(`each move ${recipe.id} on their own moments`, () => {
      for (const [accent, isWanted] of Object.entries(wanted)) {
        const values = resolveValues(recipe, { accent, share: 0.25, every: 3 });
        if (!values.ok) throw new Error(values.failure.message);
        const gap = recipe.events.beat!.minimumGap;
        const times = eventsOfStream('beat', { recipe, values: values.value, grid, passport: passportOf() }).map(({ time }) => Number(time.toFixed(6)));
        const all = grid.beats.filter((_, index) => isWanted(index)).map(({ time }) => Number((time + (accent === 'hat' ? 0.25 : 0)).toFixed(6)));
        expect(times.length, accent).to.be.above(0);
        expect(times.every((time) => all.includes(time)), `${accent} ${times.slice(0, 5).join(' ')}`).to.equal(true);
        if (gap <= 0.5) expect(times, accent).to.deep.equal(all);
      }
    });
  }

  it('leave a verse calmer than a chorus in every recipe that says so, and alike when it is set to', () => {
    const following = Object.values(recipes).filter(({ parameters }) => parameters.some(({ name }) => name === 'follow'));
    expect(following.map(({ id }) => id)).to.include.members(['rack-focus', 'focus-pulse', 'parallax-punch', 'dolly-punch', 'fog-pulse', 'isolate', 'depth-strobe', 'breathe']);
    for (const recipe of following) {
      const reach = (follow: number, from: number): number => {
        const values = resolveValues(recipe, { follow, ...(recipe.parameters.some(({ name }) => name === 'accent') ? { accent: 'downbeats' } : {}) });
        if (!values.ok) throw new Error(values.failure.message);
        const slotsAt = evaluateRecipe({ recipe, values: values.value, grid, passport: passportOf() });
        const main = recipe.tracks.map(({ slot }) => slot).find((slot) => !/distance|near|far|softness|start/.test(slot))!;
        const played = Array.from({ length: 200 }, (_, frame) => Number(slotsAt(from + frame / 25)[main]));
        return Math.max(...played) - Math.min(...played);
      };
      expect(reach(1, 4), recipe.id).to.be.below(reach(1, 20) * 0.5);
      expect(reach(0, 4), recipe.id).to.be.closeTo(reach(0, 20), 1e-9);
    }
  });
});
