import type { Command } from 'commander';
import { readPassport } from '#helper/output/passportFile';
import { readGridFile } from '../gridFile.js';
import { previewRecipe } from '../previewRecipe.js';
import { chooseRecipe } from '../recipeChoice.js';
import { addRecipeOptions, type RecipeOptions } from '../recipeOptions.js';
import { runCommand } from '../runCommand.js';

interface PreviewOptions extends RecipeOptions {
  readonly clip: string;
  readonly music?: string;
  readonly depth: string;
  readonly beats: string;
  readonly out: string;
  readonly sheet?: string;
  readonly json?: boolean;
}

export function addPreviewCommand(program: Command): void {
  addRecipeOptions(
    program
      .command('preview')
      .description('render the effect to a video with the music, at most 960 pixels wide')
      .requiredOption('--clip <file>', 'the clip of the depth pass')
      .requiredOption('--depth <dir>', 'folder of the depth pass')
      .requiredOption('--beats <file>', 'beat grid from `depthbeat beats`')
      .requiredOption('-o, --out <file.mp4>', 'file for the video')
      .option('--music <file>', 'the song (default: the file that the beats were found in)')
      .option('--sheet <file.png>', 'also a contact sheet: frame, depth and effect at the four strongest beats'),
  )
    .option('--json', 'print events for programs, one JSON object a line')
    .action((options: PreviewOptions) =>
      runCommand(options, async ({ console, signal }) => {
        const choice = await chooseRecipe(options.recipe, options.set);
        const [passport, grid] = [await readPassport(options.depth), await readGridFile(options.beats)];
        const music = options.music ?? grid.provenance.source.path;
        const result = await previewRecipe({ ...options, ...choice, music, passport, grid }, console.report, signal);
        console.say(`Preview: ${options.out}`);
        if (options.sheet) console.say(`Contact sheet: ${options.sheet}`);
        return result;
      }),
    );
}
