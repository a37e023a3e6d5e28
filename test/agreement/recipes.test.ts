import { expect } from 'chai';
import type { PropertyRef } from '#contracts/hostPlan';
import type { Recipe } from '#contracts/recipe';
import type { SlotName } from '#contracts/slots';
import type { FrameRate } from '#contracts/units';
import { bakeKeyframes, interpolateKeys } from '#core/lowering/bakeKeyframes';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { recipeContext } from '#core/lowering/recipeContext';
import { partOf } from '#core/lowering/rigs/aftereffects';
import { signalForBinding } from '#core/lowering/slotExpression';
import { recipes } from '#core/recipes/index';
import { resolveValues } from '#core/recipes/resolveValues';
import { keyTimesOf, evaluateSignal } from '#core/signals/index';
import { frameIndexToSeconds, printFrameRate, secondsToNearestFrameIndex } from '#core/time/frameRate';
import { passportOf, steadyGrid, testRates } from '../fixtures/recipeInputs.js';
import type { FakeProperty } from '../host/fakeAfterEffects/property.js';
import type { FakeGroup, FakeParade } from '../host/fakeAfterEffects/propertyGroup.js';
import { apply, makeStage, planFor, propertyOf } from '../host/stage.js';

const seconds = 6;

function valuesOf(recipe: Recipe): ReturnType<typeof resolveValues> & { ok: true } {
  const values = resolveValues(recipe, {});
  if (!values.ok) throw new Error(values.failure.message);
  return values;
}

function bindingOf(slot: SlotName, width: number): { readonly scale: number; readonly low: number; readonly high: number; readonly property: PropertyRef } {
  const [binding] = partOf(slot)?.bind(slot, { values: {}, pictureSize: { width, height: 720 }, footage: '', depthLayer: '', folder: [], title: '' }) ?? [];
  if (!binding) throw new Error(`no binding for ${slot}`);
  return binding;
}

function expectAgreement(recipe: Recipe, rate: FrameRate, bpm: number, offset: number): void {
  const grid = steadyGrid({ bpm, beats: 24, start: 0.2 });
  const passport = passportOf(rate, [[0, 60, 0.9, 0.2], [61, 400, 0.7, 0.1]]);
  const { value: values } = valuesOf(recipe);
  const stage = makeStage({ rate: rate.numerator / rate.denominator });
  const plan = planFor({ recipe, grid, passport, musicOffset: offset });
  const reply = apply(stage, plan);
  expect(reply, JSON.stringify(reply)).to.deep.include({ ok: 1 });
  const inputs = { recipe, values, grid, passport, musicOffset: offset };
  const evaluated = evaluateRecipe(inputs);
  const context = recipeContext(inputs, rate);
  const range = { start: 0, end: seconds };
  for (const track of recipe.tracks) {
    const { scale, low, high, ...rest } = bindingOf(track.slot, 1280);
    const host = stage.world.reader(propertyOf(stage, plan, `track.${track.slot}`));
    const signal = signalForBinding(track.signal, { scale, low, high, ...rest });
    const keys = bakeKeyframes((time) => evaluateSignal(track.signal, time, context), keyTimesOf(track.signal, context, range), range, track.tolerance);
    let worst = 0;
    let baked = 0;
    for (let frame = 0; frameIndexToSeconds(frame, rate) < seconds; frame++) {
      const time = frameIndexToSeconds(frame, rate);
      const value = Number(evaluated(time)[track.slot]);
      worst = Math.max(worst, Math.abs(Number(host(time)) - Math.min(high, Math.max(low, value * scale))), Math.abs(Number(host(time)) - evaluateSignal(signal, time, context)));
      baked = Math.max(baked, Math.abs(interpolateKeys(keys, time) - value));
    }
    expect(worst, `${recipe.id} ${track.slot}`).to.be.at.most(1e-9);
    expect(baked, `baked ${recipe.id} ${track.slot}`).to.be.at.most(track.tolerance);
  }
}

describe('agreement of preview, host and bake for every recipe', () => {
  for (const rate of testRates) {
    it(`holds at ${printFrameRate(rate)} frames a second, at every tempo and offset`, () => {
      for (const recipe of Object.values(recipes)) for (const [bpm, offset] of [[97, 0], [171.3, -0.41], [120, 0.777]]) expectAgreement(recipe, rate, bpm, offset);
    });
  }
});

describe('a layer with a start and a speed of its own', () => {
  const rate = testRates[0]!;
  for (const [start, stretch] of [[1.3, 100], [-0.7, 150], [0, 50]] as const) {
    it(`from ${start} s at ${stretch} % has its planes where its shots are, and its beats where the music is`, () => {
      const recipe = recipes['rack-focus'];
      const passport = passportOf(rate, [[0, 40, 0.9, 0.2], [41, 90, 0.7, 0.1], [91, 400, 0.8, 0.3]]);
      const stage = makeStage({ rate: rate.numerator / rate.denominator });
      stage.world.undoDepth = 1;
      stage.target.stretch = stretch;
      stage.target.startTime = start;
      stage.world.undoDepth = 0;
      const grid = steadyGrid({ bpm: 113, beats: 16 });
      const plan = planFor({ recipe, grid, passport });
      expect(apply(stage, plan)).to.deep.include({ ok: 1 });
      const { value: values } = valuesOf(recipe);
      const plain = recipeContext({ recipe, values, grid, passport }, rate);
      const moved = (times: readonly number[]): number[] => times.map((time) => frameIndexToSeconds(secondsToNearestFrameIndex(start + (time * stretch) / 100, rate), rate));
      const context = { ...plain, planes: { near: { ...plain.planes.near, times: moved(plain.planes.near.times) }, far: { ...plain.planes.far, times: moved(plain.planes.far.times) } } };
      for (const track of recipe.tracks) {
        const { scale, low, high, ...rest } = bindingOf(track.slot, 1280);
        const host = stage.world.reader(propertyOf(stage, plan, `track.${track.slot}`));
        const signal = signalForBinding(track.signal, { scale, low, high, ...rest });
        for (let frame = 0; frame < 150; frame++) {
          const time = frameIndexToSeconds(frame, rate);
          expect(Number(host(time)), `${track.slot} at ${time}`).to.be.closeTo(evaluateSignal(signal, time, context), 1e-9);
        }
      }
    });
  }
});

describe('the cost of the expressions', () => {
  for (const recipe of Object.values(recipes)) {
    it(`of ${recipe.id} is a few dozen key reads a frame for four thousand beats`, () => {
      const stage = makeStage();
      const values = recipe.parameters.some(({ name }) => name === 'accent') ? { accent: 'beats' } : {};
      const plan = planFor({ recipe, values, grid: steadyGrid({ bpm: 170, beats: 4000 }) });
      expect(apply(stage, plan)).to.deep.include({ ok: 1 });
      for (const track of recipe.tracks) {
        const read = stage.world.reader(propertyOf(stage, plan, `track.${track.slot}`));
        stage.world.calls.keyReads = 0;
        for (const time of [3, 700.2, 1400]) read(time);
        expect(stage.world.calls.keyReads / 3, track.slot).to.be.at.most(60);
      }
    });
  }
});

describe('beats in the host belong to the editor', () => {
  const recipe = recipes['parallax-punch'];

  function played(edit: (beat: FakeProperty) => void): (time: number) => number {
    const stage = makeStage();
    const plan = planFor({ recipe, values: { accent: 'beats', sideways: 2, follow: 0 }, grid: steadyGrid({ bpm: 60, beats: 5, strength: () => 1 }) });
    apply(stage, plan);
    const control = stage.comp._layers.find(({ name }) => name.endsWith('Parallax punch'));
    stage.world.undoDepth = 1;
    edit(((control!.property('ADBE Effect Parade') as FakeParade).property('Beat') as FakeGroup).property(1) as FakeProperty);
    const read = stage.world.reader(propertyOf(stage, plan, 'track.parallax.x'));
    return (time) => Number(read(time));
  }

  it('moving, re-valuing and deleting a key changes the picture there', () => {
    const full = -0.02 * 1280;
    expect(played(() => undefined)(2)).to.be.closeTo(full, 1e-9);
    expect(played((beat) => { beat._keys[2].value = 0.25; })(2)).to.be.closeTo(full / 4, 1e-9);
    expect(Math.abs(played((beat) => beat.removeKey(3))(2))).to.be.below(1);
    const moved = played((beat) => { beat._keys[2].time = 2.4; });
    expect(Math.abs(moved(2))).to.be.below(1);
    expect(moved(2.4)).to.be.closeTo(full, 1e-9);
  });

  it('without any key left nothing moves and nothing fails', () => {
    const still = played((beat) => { while (beat.numKeys > 0) beat.removeKey(1); });
    for (const time of [0, 1, 2.5]) expect(still(time)).to.be.closeTo(0, 1e-12);
  });
});
