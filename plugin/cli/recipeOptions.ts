import type { Command } from 'commander';
import { readSeconds, readSetting } from './arguments.js';

export interface RecipeOptions {
  readonly recipe: string;
  readonly set: Readonly<Record<string, string>>;
  readonly musicOffset: number;
}

/** The options of every command that applies a recipe. */
export function addRecipeOptions(command: Command): Command {
  return command
    .option('-r, --recipe <id|file.json>', 'the effect, from `depthbeat recipes`, or a recipe or preset file', 'rack-focus')
    .option('--set <name=value>', 'a parameter of the recipe; may be given several times', readSetting, {})
    .option('--music-offset <seconds>', 'when the music starts, on the clock of the clip', readSeconds, 0);
}
