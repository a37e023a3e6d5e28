import type { SlotName, SlotValues } from '#contracts/slots';
import type { FrameRate, Seconds } from '#contracts/units';
import { guardFlashes } from '../events/flashGuard.js';
import { evaluateSignal } from '../signals/index.js';
import { recipeContext, type RecipeInputs } from './recipeContext.js';

/**
 * What the slots of a recipe stand at over time: the same numbers the host's expressions give.
 *
 * `values` come from `resolveValues`. Returned function: time in seconds of the source clip, 0 = its first frame
 * (the clip starts at composition time 0, unstretched); slots the recipe does not move are absent.
 * `frameRate` is the composition's, for snapping beats to frames; the clip's own by default. Throws RangeError when
 * `values` do not belong to the recipe (a bug, not an input error). Cost per call: O(log beats) per signal.
 */
export function evaluateRecipe(given: RecipeInputs & { readonly frameRate?: FrameRate }): (time: Seconds) => SlotValues {
  const inputs = { ...given, recipe: guardFlashes(given.recipe) };
  const context = recipeContext(inputs, inputs.frameRate ?? inputs.passport.frameRate);
  return (time) => {
    const slots: Partial<Record<SlotName, number>> = {};
    for (const { slot, signal } of inputs.recipe.tracks) slots[slot] = evaluateSignal(signal, time, context);
    return slots;
  };
}
