import type { Result } from '#contracts/failure';
import type { Recipe } from '#contracts/recipe';
import { fail, succeed } from '../failure/result.js';
import { breathe } from './breathe.js';
import { depthStrobe } from './depthStrobe.js';
import { dollyPunch } from './dollyPunch.js';
import { focusPulse } from './focusPulse.js';
import { fogPulse } from './fogPulse.js';
import { fogReveal } from './fogReveal.js';
import { isolateSubject } from './isolateSubject.js';
import { parallaxPunch } from './parallaxPunch.js';
import { photo3d } from './photo3d.js';
import { rackFocus } from './rackFocus.js';

export type RecipeId =
  | 'rack-focus' | 'focus-pulse' | 'parallax-punch' | 'dolly-punch' | 'fog-pulse'
  | 'fog-reveal' | 'isolate' | 'depth-strobe' | 'photo-3d' | 'breathe';

/** The recipes that ship, in the order in which lists show them. */
export const recipes: { readonly [Id in RecipeId]: Recipe } = {
  'rack-focus': rackFocus,
  'focus-pulse': focusPulse,
  'parallax-punch': parallaxPunch,
  'dolly-punch': dollyPunch,
  'fog-pulse': fogPulse,
  'fog-reveal': fogReveal,
  isolate: isolateSubject,
  'depth-strobe': depthStrobe,
  'photo-3d': photo3d,
  breathe,
};

/** The recipe of that name, or `recipe.unknown`. */
export function findRecipe(id: string): Result<Recipe> {
  return Object.prototype.hasOwnProperty.call(recipes, id) ? succeed(recipes[id as RecipeId]) : fail('recipe.unknown', id);
}
