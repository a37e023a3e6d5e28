import { expect } from 'chai';
import { flashGap, movesLight } from '#core/events/flashGuard';
import { recipeContext } from '#core/lowering/recipeContext';
import { parseRecipe } from '#core/parsing/parseRecipe';
import { findRecipe, recipes } from '#core/recipes/index';
import { recipeFault } from '#core/recipes/recipeFault';
import { readValue, resolveValues } from '#core/recipes/resolveValues';
import { frameRate } from '#core/time/frameRate';
import { passportOf, steadyGrid, testRates } from '../../fixtures/recipeInputs.js';

const all = Object.values(recipes);

describe('the recipes that ship', () => {
  it('are ten, each found by its own id', () => {
    expect(all).to.have.length(10);
    for (const recipe of all) expect(findRecipe(recipe.id)).to.deep.equal({ ok: true, value: recipe });
    expect(findRecipe('toString')).to.deep.include({ ok: false });
  });

  for (const recipe of all) {
    it(`${recipe.id} fits together and survives the way through a file`, () => {
      expect(recipeFault(recipe)).to.equal(undefined);
      expect(parseRecipe(JSON.stringify(recipe), recipe.id)).to.deep.equal({ ok: true, value: recipe });
    });

    it(`${recipe.id} tells each parameter in a sentence and gives durations in beats`, () => {
      for (const parameter of recipe.parameters) {
        expect(parameter.sentence, parameter.name).to.match(/^[A-Z0-9].*\.$/);
        if (parameter.kind === 'number' && /duration|decay/.test(parameter.name)) expect(parameter.unit).to.equal('beats');
      }
    });

    it(`${recipe.id} never flashes more than three times a second, at any rate and however fast the music`, () => {
      const light = Object.keys(recipe.events).filter((name) => movesLight(recipe, name));
      const values = resolveValues(recipe, recipe.parameters.some(({ name }) => name === 'accent') ? { accent: 'beats' } : {});
      if (!values.ok) throw new Error(values.failure.message);
      for (const rate of testRates) {
        const context = recipeContext({ recipe, values: values.value, grid: steadyGrid({ bpm: 999, beats: 200 }), passport: passportOf(rate) }, rate);
        for (const name of light) {
          const { times } = context.events[name];
          times.forEach((time, index) => expect(times.filter((other) => other >= time && other < time + 1 - 1e-9).length, `${name} at ${index}`).to.be.at.most(3));
        }
      }
    });
  }

  it('guard the light of a recipe whatever it asks for itself', () => {
    const strobe = { ...recipes['depth-strobe'], events: { beat: { ...recipes['depth-strobe'].events.beat, minimumGap: 0 } } };
    const values = resolveValues(strobe, { accent: 'beats' });
    if (!values.ok) throw new Error(values.failure.message);
    const { times } = recipeContext({ recipe: strobe, values: values.value, grid: steadyGrid({ bpm: 480, beats: 60 }), passport: passportOf() }, frameRate(25)).events.beat;
    times.slice(1).forEach((time, index) => expect(time - times[index]).to.be.at.least(flashGap - 0.04));
    expect(times.length).to.be.above(5);
  });
});

describe('recipeFault', () => {
  const rack = recipes['rack-focus'];
  const faults: readonly [string, object][] = [
    ['there is no number nothing', { tracks: [{ slot: 'camera.zoom', tolerance: 1, signal: { kind: 'parameter', name: 'nothing' } }] }],
    ['there are no events nothing', { tracks: [{ slot: 'camera.zoom', tolerance: 1, signal: { kind: 'beatPhase', events: 'nothing' } }] }],
    ['there is no signal toString', { tracks: [{ slot: 'camera.zoom', tolerance: 1, signal: { kind: 'signal', name: 'toString' } }] }],
    ['reads a signal that is not listed before it', { signals: { ...rack.signals, swap: { label: 'Swap', sentence: 'S.', signal: { kind: 'signal', name: 'swap' } } } }],
    ['occurs twice', { parameters: [...rack.parameters, rack.parameters[0]] }],
    ['the default of blur', { parameters: rack.parameters.map((parameter) => (parameter.name === 'blur' ? { ...parameter, default: 99 } : parameter)) }],
    ['there is no accent thunder', { parameters: rack.parameters.map((parameter) => (parameter.kind === 'choice' ? { ...parameter, options: [{ value: 'thunder', label: 'Thunder' }], default: 'thunder' } : parameter)) }],
  ];
  for (const [words, change] of faults) {
    it(`says "${words}"`, () => {
      const result = parseRecipe(JSON.stringify({ ...rack, ...change }), 'mine.json');
      expect(result.ok).to.equal(false);
      if (!result.ok) expect([result.failure.code, result.failure.detail]).to.satisfy(([code, detail]: [string, string]) => code === 'recipe.invalid' && detail.includes(words));
    });
  }
});

describe('resolveValues', () => {
  const rack = recipes['rack-focus'];

  it('fills in defaults and refuses unknown names and values outside their range', () => {
    const values = resolveValues(rack, { blur: 3 });
    expect(values.ok && [values.value.blur, values.value.duration]).to.deep.equal([3, 0.75]);
    for (const given of [{ blurr: 1 }, { blur: 99 }, { blur: NaN }, { accent: 'never' }, { blur: '3' }]) {
      expect(resolveValues(rack, given)).to.deep.include({ ok: false });
    }
  });

  it('reads what is typed', () => {
    const read = (name: string, text: string): unknown => readValue(recipes['fog-pulse'].parameters.find((parameter) => parameter.name === name)!, text);
    expect([read('density', '0.5'), read('accent', 'kick'), read('colour', '1,0.5,0')]).to.deep.equal([0.5, 'kick', [1, 0.5, 0]]);
    expect([read('density', ''), read('density', 'much'), read('colour', '1,2,3')]).to.deep.equal(['', 'much', '1,2,3']);
  });
});
