import type { Command } from 'commander';
import type { Parameter } from '#contracts/parameter';
import { recipes } from '#core/recipes/index';
import { runCommand } from '../runCommand.js';

function describeParameter(parameter: Parameter): string {
  const head = `    ${parameter.name.padEnd(12)} ${parameter.sentence}`;
  if (parameter.kind === 'number') return `${head} (${parameter.minimum} to ${parameter.maximum} ${parameter.unit}, default ${parameter.default})`;
  if (parameter.kind === 'choice') return `${head} (${parameter.options.map((option) => option.value).join(', ')}; default ${parameter.default})`;
  return `${head} (red,green,blue from 0 to 1; default ${parameter.default.join(',')})`;
}

export function addRecipesCommand(program: Command): void {
  program
    .command('recipes')
    .description('list the effects, and what of each can be set with --set NAME=VALUE')
    .option('--json', 'print events for programs, one JSON object a line')
    .action((options: { json?: boolean }) =>
      runCommand(options, ({ console }) => {
        for (const recipe of Object.values(recipes)) {
          console.say(`${recipe.id}: ${recipe.title}. ${recipe.sentence}`);
          for (const parameter of recipe.parameters) console.say(describeParameter(parameter));
        }
        return Promise.resolve(Object.values(recipes));
      }),
    );
}
