import type { Result } from '#contracts/failure';
import type { Recipe } from '#contracts/recipe';
import { fail, succeed } from '../failure/result.js';
import { fogPulse } from './fogPulse.js';
import { parallaxPunch } from './parallaxPunch.js';
import { rackFocus } from './rackFocus.js';

export type RecipeId = 'rack-focus' | 'parallax-punch' | 'fog-pulse';

/** The recipes that ship, in the order in which lists show them. */
export const recipes: { readonly [Id in RecipeId]: Recipe } = {
  'rack-focus': rackFocus,
  'parallax-punch': parallaxPunch,
  'fog-pulse': fogPulse,
};

/** The recipe of that name, or `recipe.unknown`. */
export function findRecipe(id: string): Result<Recipe> {
  return Object.prototype.hasOwnProperty.call(recipes, id) ? succeed(recipes[id as RecipeId]) : fail('recipe.unknown', id);
}
