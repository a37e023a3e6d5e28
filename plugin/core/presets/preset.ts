import type { Result } from '#contracts/failure';
import type { ParameterValues } from '#contracts/parameter';
import type { Preset } from '#contracts/preset';
import type { Recipe } from '#contracts/recipe';
import { fail, succeed } from '../failure/result.js';
import { findRecipe } from '../recipes/index.js';
import { acceptsValue, resolveValues } from '../recipes/resolveValues.js';

/** A preset of the values that differ from the recipe's defaults, so that a better default reaches old presets too. */
export function makePreset(name: string, recipe: Recipe, values: ParameterValues): Preset {
  const changed = recipe.parameters.filter((parameter) => parameter.name in values && JSON.stringify(values[parameter.name]) !== JSON.stringify(parameter.default));
  return { schema: 'depthbeat.preset', version: 1, name, recipe: recipe.id, values: Object.fromEntries(changed.map((parameter) => [parameter.name, values[parameter.name]])) };
}

/** The text of a preset file: stable order, one value a line, for people and version control. */
export function printPreset(preset: Preset): string {
  return `${JSON.stringify(preset, null, 2)}\n`;
}

export interface ResolvedPreset {
  readonly recipe: Recipe;
  readonly values: ParameterValues;
  /** Names of values that this version of the recipe does not know or does not take; left out. */
  readonly ignored: readonly string[];
}

/**
 * A preset as a recipe and all its values. A value whose parameter is gone or whose range has changed is left out and
 * named, since a preset from another version should still open. Failure: `recipe.unknown`.
 */
export function resolvePreset(preset: Preset, findById: (id: string) => Result<Recipe> = findRecipe): Result<ResolvedPreset> {
  const recipe = findById(preset.recipe);
  if (!recipe.ok) return recipe;
  const { parameters } = recipe.value;
  const taken = Object.entries(preset.values).filter(([name, value]) => parameters.some((parameter) => parameter.name === name && acceptsValue(parameter, value)));
  const values = resolveValues(recipe.value, Object.fromEntries(taken));
  if (!values.ok) return fail('preset.invalid', preset.name, values.failure.message);
  const names = taken.map(([name]) => name);
  return succeed({ recipe: recipe.value, values: values.value, ignored: Object.keys(preset.values).filter((name) => !names.includes(name)) });
}
