import type { Result } from '#contracts/failure';
import type { Colour, Parameter, ParameterValue, ParameterValues } from '#contracts/parameter';
import type { Recipe } from '#contracts/recipe';
import { fail, succeed } from '../failure/result.js';

/** What a parameter accepts, for people. */
export function describeParameter(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'number':
      return `a number from ${parameter.minimum} to ${parameter.maximum}`;
    case 'choice':
      return `one of ${parameter.options.map(({ value }) => value).join(', ')}`;
    case 'colour':
      return 'three numbers from 0 to 1';
  }
}

function isColour(value: unknown): value is Colour {
  return Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'number' && part >= 0 && part <= 1);
}

/** Whether a value lies in the parameter's domain. */
export function acceptsValue(parameter: Parameter, value: unknown): value is ParameterValue {
  switch (parameter.kind) {
    case 'number':
      return typeof value === 'number' && value >= parameter.minimum && value <= parameter.maximum;
    case 'choice':
      return parameter.options.some((option) => option.value === value);
    case 'colour':
      return isColour(value);
  }
}

/** Every parameter of the recipe with its given value or its default; `usage.invalid` for an unknown name or a value outside its domain. */
export function resolveValues(recipe: Recipe, given: Readonly<Record<string, unknown>>): Result<ParameterValues> {
  const names = recipe.parameters.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !names.includes(name));
  if (unknown !== undefined) return fail('usage.invalid', `${recipe.title} has no parameter ${unknown}; it has ${names.join(', ')}`);
  const values: Record<string, ParameterValue> = {};
  for (const parameter of recipe.parameters) {
    const value = given[parameter.name] ?? parameter.default;
    if (!acceptsValue(parameter, value)) return fail('usage.invalid', `${parameter.name} of ${recipe.title} should be ${describeParameter(parameter)}`);
    values[parameter.name] = value;
  }
  return succeed(values);
}

/** A value typed on a command line: a number, a choice, or a colour as `r,g,b`. What does not fit comes back as text, which `resolveValues` refuses by name. */
export function readValue(parameter: Parameter, text: string): ParameterValue {
  if (parameter.kind === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (parameter.kind === 'colour') {
    const parts = text.split(',').map(Number);
    if (isColour(parts)) return parts;
  }
  return text;
}
