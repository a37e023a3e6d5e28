import type { Failure, Result } from '#contracts/failure';
import type { ParameterValues } from '#contracts/parameter';
import type { Recipe } from '#contracts/recipe';
import { FailureError } from '#core/failure/result';
import { findRecipe } from '#core/recipes/index';
import { readValue, resolveValues } from '#core/recipes/resolveValues';

/** The value of a result; a failure is thrown on to `runCommand`. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  const failure: Failure = result.failure;
  throw new FailureError(failure);
}

export interface RecipeChoice {
  readonly recipe: Recipe;
  readonly values: ParameterValues;
}

/** The recipe of `--recipe` with the values of `--set`. Throws `recipe.unknown` or `usage.invalid`. */
export function chooseRecipe(id: string, settings: Readonly<Record<string, string>>): RecipeChoice {
  const recipe = unwrap(findRecipe(id));
  const given = Object.entries(settings).map(([name, text]) => {
    const parameter = recipe.parameters.find((each) => each.name === name);
    return [name, parameter ? readValue(parameter, text) : text] as const;
  });
  return { recipe, values: unwrap(resolveValues(recipe, Object.fromEntries(given))) };
}
