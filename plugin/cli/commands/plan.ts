import type { Command } from 'commander';
import type { Placement } from '#contracts/hostPlan';
import { readPassport } from '#helper/output/passportFile';
import { writeApplyScript } from '../applyScriptFile.js';
import { readPlacement } from '../arguments.js';
import { readGridFile } from '../gridFile.js';
import { chooseRecipe } from '../recipeChoice.js';
import { addRecipeOptions, type RecipeOptions } from '../recipeOptions.js';
import { runCommand } from '../runCommand.js';

interface PlanOptions extends RecipeOptions {
  readonly depth: string;
  readonly beats: string;
  readonly out: string;
  readonly placed?: Placement;
  readonly json?: boolean;
}

export function addPlanCommand(program: Command): void {
  addRecipeOptions(
    program
      .command('plan')
      .description('write a script for After Effects: File > Scripts > Run Script File, with the clip\'s layer selected')
      .requiredOption('--depth <dir>', 'folder of the depth pass')
      .requiredOption('--beats <file>', 'beat grid from `depthbeat beats`')
      .requiredOption('-o, --out <file.jsx>', 'file for the script'),
  )
    .option('--placed <clock:seconds>', 'where the first frame of the pass stands, for a pass of a render (depthbeat proxy): source:1.5 or composition:1.5', readPlacement)
    .option('--json', 'print events for programs, one JSON object a line')
    .action((options: PlanOptions) =>
      runCommand(options, async ({ console }) => {
        const choice = await chooseRecipe(options.recipe, options.set);
        const [passport, grid] = [await readPassport(options.depth), await readGridFile(options.beats)];
        const plan = await writeApplyScript({ ...choice, grid, passport, depthFolder: options.depth, musicOffset: options.musicOffset, placement: options.placed, out: options.out });
        console.say(`After Effects script: ${options.out}`);
        return plan;
      }),
    );
}
