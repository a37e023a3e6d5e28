import { expect } from 'chai';
import type { ParameterValues } from '#contracts/parameter';
import type { Recipe } from '#contracts/recipe';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { fogPulse } from '#core/recipes/fogPulse';
import { parallaxPunch } from '#core/recipes/parallaxPunch';
import { rackFocus } from '#core/recipes/rackFocus';
import { resolveValues } from '#core/recipes/resolveValues';
import { frameRate } from '#core/time/frameRate';
import { passportOf, steadyGrid } from '../../fixtures/recipeInputs.js';

function valuesOf(recipe: Recipe, given: Record<string, unknown> = {}): ParameterValues {
  const result = resolveValues(recipe, given);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const passport = passportOf(frameRate(25));
const grid = steadyGrid({ bpm: 60, beats: 8, start: 1, strength: () => 1 });

describe('evaluateRecipe', () => {
  it('pulls focus from near to far and back on every beat, by the planes of the shot on screen', () => {
    const values = valuesOf(rackFocus, { accent: 'beats', duration: 0.5 });
    const at = evaluateRecipe({ recipe: rackFocus, values, grid, passport });
    expect(at(0.5)['focus.distance']).to.equal(0.9);
    expect(at(1.6)['focus.distance']).to.be.closeTo(0.2, 1e-12);
    expect(at(2.6)['focus.distance']).to.be.closeTo(0.9, 1e-12);
    expect(at(3.9)['focus.distance']).to.be.closeTo(0.2, 1e-12);
    expect(at(4)['focus.distance'], 'the second shot starts at 4 s').to.be.closeTo(0.1, 1e-12);
    expect(at(4.6)['focus.distance']).to.be.closeTo(0.7, 1e-12);
    expect(at(5.6)['focus.distance']).to.be.closeTo(0.1, 1e-12);
  });

  it('swells the blur by the strength of the beat', () => {
    const loud = evaluateRecipe({ recipe: rackFocus, values: valuesOf(rackFocus, { accent: 'beats', blur: 2, kick: 1, follow: 0 }), grid, passport });
    expect(loud(1)['focus.blurRadius']).to.be.closeTo(4, 1e-12);
    expect(loud(1.999)['focus.blurRadius']).to.be.closeTo(2, 1e-6);
  });

  it('punches to one side and then to the other', () => {
    const at = evaluateRecipe({ recipe: parallaxPunch, values: valuesOf(parallaxPunch, { accent: 'beats', sideways: 2, follow: 0 }), grid, passport });
    expect([at(1), at(2), at(3)].map((slots) => slots['parallax.x'])).to.deep.equal([2, -2, 2]);
  });

  it('moves everything by the offset of the music', () => {
    const values = valuesOf(parallaxPunch, { accent: 'beats' });
    const at = evaluateRecipe({ recipe: parallaxPunch, values, grid, passport });
    const later = evaluateRecipe({ recipe: parallaxPunch, values, grid, passport, musicOffset: 2 });
    for (const time of [0.4, 1, 1.2, 3.08]) expect(later(time + 2)['parallax.x']).to.be.closeTo(at(time)['parallax.x']!, 1e-9);
  });

  it('acts on the frame nearest to the beat', () => {
    const off = steadyGrid({ bpm: 60, beats: 4, start: 1.013, strength: () => 1 });
    const at = evaluateRecipe({ recipe: parallaxPunch, values: valuesOf(parallaxPunch, { accent: 'beats', sideways: 2, follow: 0 }), grid: off, passport });
    expect(at(1)['parallax.x']).to.equal(2);
    expect(at(0.96)['parallax.x']).to.equal(0);
  });

  it('does nothing sudden without any beat', () => {
    const at = evaluateRecipe({ recipe: fogPulse, values: valuesOf(fogPulse, { density: 0.25 }), grid: steadyGrid({ beats: 0 }), passport });
    for (const time of [0, 1, 7]) expect(at(time)['fog.density']).to.equal(0.25);
  });
});
