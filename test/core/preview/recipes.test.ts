import { expect } from 'chai';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { applySlots } from '#core/preview/applySlots';
import { recipes } from '#core/recipes/index';
import { resolveValues } from '#core/recipes/resolveValues';
import { frameIndexToSeconds, frameRate } from '#core/time/frameRate';
import { busyPicture, paintDepth } from '../../fixtures/pictures.js';
import { passportOf, steadyGrid } from '../../fixtures/recipeInputs.js';

const picture = busyPicture(160, 90);
const depth = paintDepth(160, 90, (x, y) => (Math.abs(x - 80) < 25 && y > 20 ? 0.9 : 0.1 + (0.2 * y) / 89));

describe('preview of the shipped recipes', () => {
  for (const recipe of Object.values(recipes)) {
    it(`shows ${recipe.id} and changes it over time`, () => {
      const values = resolveValues(recipe, {});
      if (!values.ok) throw new Error(values.failure.message);
      const slotsAt = evaluateRecipe({ recipe, values: values.value, grid: steadyGrid({ start: 0.25 }), passport: passportOf(frameRate(25), [[0, 199, 0.9, 0.2]]) });
      const pictures = Array.from({ length: 20 }, (_, step) => 6 + 3 * step).map((frame) => applySlots(picture, depth, slotsAt(frameIndexToSeconds(frame, frameRate(25)))).pixels);
      expect(new Set(pictures.map((pixels) => pixels.join())).size).to.be.greaterThan(2);
      for (const pixels of pictures) expect(pixels.some((byte) => byte > 0)).to.equal(true);
    });
  }
});
