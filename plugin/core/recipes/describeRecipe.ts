import type { Parameter } from '#contracts/parameter';
import type { Recipe } from '#contracts/recipe';

function rangeOf(parameter: Parameter): string {
  if (parameter.kind === 'number') return `${parameter.minimum} to ${parameter.maximum} ${parameter.unit}`;
  return parameter.kind === 'choice' ? parameter.options.map(({ value }) => value).join(', ') : 'red, green, blue, each 0 to 1';
}

function defaultOf(parameter: Parameter): string {
  return typeof parameter.default === 'object' ? parameter.default.join(', ') : String(parameter.default);
}

/** The parameters of a recipe as a Markdown table, one row each; for `--set` by name, in the panel and on the sliders by label. */
export function describeRecipe(recipe: Recipe): string {
  const rows = recipe.parameters.map((parameter) => `| ${parameter.label} | \`${parameter.name}\` | ${defaultOf(parameter)} | ${rangeOf(parameter)} | ${parameter.sentence} |`);
  return ['| Slider | `--set` | Default | Range | What it does |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
