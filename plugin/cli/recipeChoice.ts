import { readFile } from 'node:fs/promises';
import type { Failure, Result } from '#contracts/failure';
import type { ParameterValues } from '#contracts/parameter';
import type { Recipe } from '#contracts/recipe';
import { failureError, FailureError } from '#core/failure/result';
import { parsePreset } from '#core/parsing/parsePreset';
import { parseRecipe } from '#core/parsing/parseRecipe';
import { resolvePreset } from '#core/presets/preset';
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

/** A file named instead of an id: a preset brings its own values, a recipe its defaults. Both are parsed, never run. */
async function openRecipe(path: string): Promise<RecipeChoice> {
  const json = await readFile(path, 'utf8').catch((error: unknown) => {
    throw failureError('media.missing', path, String(error));
  });
  if (!/"schema"\s*:\s*"depthbeat\.preset"/.test(json)) {
    const recipe = unwrap(parseRecipe(json, path));
    return { recipe, values: unwrap(resolveValues(recipe, {})) };
  }
  return unwrap(resolvePreset(unwrap(parsePreset(json, path))));
}

/**
 * The recipe of `--recipe` (an id, or a recipe or preset file ending in .json) with the values of `--set` on top.
 * Throws `recipe.unknown`, `recipe.invalid`, `preset.invalid`, `contract.invalid`, `media.missing` or `usage.invalid`.
 */
export async function chooseRecipe(idOrFile: string, settings: Readonly<Record<string, string>>): Promise<RecipeChoice> {
  const { recipe, values } = /\.json$/i.test(idOrFile) ? await openRecipe(idOrFile) : { recipe: unwrap(findRecipe(idOrFile)), values: {} };
  const given = Object.entries(settings).map(([name, text]) => {
    const parameter = recipe.parameters.find((each) => each.name === name);
    return [name, parameter ? readValue(parameter, text) : text] as const;
  });
  return { recipe, values: unwrap(resolveValues(recipe, { ...values, ...Object.fromEntries(given) })) };
}
