import { expect } from 'chai';
import { movesLight } from '#core/events/flashGuard';
import { recipes } from '#core/recipes/index';
import { frameRate } from '#core/time/frameRate';
import { passportOf, steadyGrid } from '../fixtures/recipeInputs.js';
import { apply, byHand, makeStage, planFor, propertyOf } from './stage.js';

/** Times at which a curve begins to rise by at least a tenth of its range, one for each rise. */
function flashesOf(values: readonly number[], rate: number, range: number): number[] {
  const found: number[] = [];
  let low = values[0]!;
  let isUp = false;
  values.forEach((value, frame) => {
    if (value < low || (isUp && value < values[frame - 1]!)) {
      low = value;
      isUp = false;
    }
    if (!isUp && value - low >= range / 10) {
      found.push(frame / rate);
      isUp = true;
    }
  });
  return found;
}

const most = (times: readonly number[]): number => Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + 0.95).length));

describe('keys added by hand', () => {
  const light = Object.values(recipes).filter((recipe) => recipe.parameters.some(({ name }) => name === 'accent') && movesLight(recipe, 'beat'));

  it('are tried on the recipes that move light', () => {
    expect(light.map(({ id }) => id)).to.deep.equal(['fog-pulse', 'fog-reveal', 'isolate', 'depth-strobe']);
  });

  for (const recipe of light) {
    it(`never make ${recipe.id} flash more than three times a second`, () => {
      const values = { accent: 'beats', follow: 0 };
      const short = Object.fromEntries(recipe.parameters.filter(({ name }) => /duration|decay/.test(name)).map((parameter) => [parameter.name, parameter.kind === 'number' ? parameter.minimum : 0]));
      const given = Object.fromEntries(Object.entries({ ...values, ...short }).filter(([name]) => recipe.parameters.some((parameter) => parameter.name === name)));
      const stage = makeStage({ rate: 50 });
      const plan = planFor({ recipe, values: given, grid: steadyGrid({ bpm: 60, beats: 8 }), passport: passportOf(frameRate(50)) });
      expect(apply(stage, plan)).to.deep.include({ ok: 1 });
      const slot = recipe.tracks.some(({ slot: name }) => name === 'isolate.amount') ? 'isolate.amount' : 'fog.density';
      const play = (): number[] => {
        const read = stage.world.reader(propertyOf(stage, plan, `track.${slot}`));
        return Array.from({ length: 300 }, (_, frame) => Number(read(frame / 50)));
      };
      const calm = flashesOf(play(), 50, 100);
      expect(calm.length, 'it flashes at all').to.be.above(1);
      byHand(stage, () => {
        const beat = propertyOf(stage, plan, 'events.beat');
        for (let key = 0; key < 36; key++) beat.setValueAtTime(1 + key / 12, 1);
      });
      const wild = flashesOf(play(), 50, 100);
      expect(wild.length, 'the first of them still flash').to.be.at.least(1);
      expect(most(wild), wild.join(' ')).to.be.at.most(3);
    });
  }
});
