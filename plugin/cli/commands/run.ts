import { join, parse, resolve } from 'node:path';
import type { Command } from 'commander';
import { qualityWords } from '#core/report/qualityWords';
import type { FrameRange, Size } from '#contracts/units';
import { writeFileAtomically } from '#helper/output/atomicFile';
import { sampleFiles } from '../../sample/sampleFiles.js';
import { writeApplyScript } from '../applyScriptFile.js';
import { readFrames, readSize, readTiles } from '../arguments.js';
import { sayIfDraft } from '../draftAdvice.js';
import { previewRecipe } from '../previewRecipe.js';
import { chooseRecipe } from '../recipeChoice.js';
import { addRecipeOptions, type RecipeOptions } from '../recipeOptions.js';
import { runCommand, type CommandContext } from '../runCommand.js';
import { describePass } from '../sayPass.js';
import { describeGrid } from './beats.js';

interface RunOptions extends RecipeOptions {
  readonly music?: string;
  readonly out?: string;
  readonly model?: string;
  readonly frames?: FrameRange;
  readonly size?: 'native' | 'half' | Size;
  readonly tiles?: number;
  readonly json?: boolean;
}

/** Where each result of the job goes. */
function outputPaths(clip: string, out: string | undefined) {
  const folder = resolve(out ?? join('depthbeat-out', parse(clip).name));
  return {
    folder,
    depth: join(folder, 'depth'),
    beats: join(folder, 'beats.json'),
    script: join(folder, 'apply.jsx'),
    sheet: join(folder, 'sheet.png'),
    preview: join(folder, 'preview.mp4'),
  };
}

/** The song: the one given, the sample's with the sample clip, else the sound of the clip itself. */
function musicFor(clip: string, given: string | undefined): string {
  const sample = sampleFiles();
  return given ?? (clip === sample.clip ? sample.song : clip);
}

/** The whole job. Music first: it takes seconds, and a song that cannot be read should not be found out after minutes of depth. */
async function runWholeJob(clip: string, options: RunOptions, { console, signal }: CommandContext) {
  const [{ analyseMusic }, { estimateDepth }] = await Promise.all([import('#helper/jobs/analyseMusic'), import('#helper/jobs/estimateDepth')]);
  const choice = await chooseRecipe(options.recipe, options.set);
  const paths = outputPaths(clip, options.out);
  const music = resolve(musicFor(clip, options.music));
  const grid = await analyseMusic({ source: music }, console.report, signal);
  await writeFileAtomically(paths.beats, `${JSON.stringify(grid, null, 1)}\n`);
  const { model, frames, size, tiles } = options;
  const passport = await estimateDepth({ clip: resolve(clip), outFolder: paths.depth, model, frames, size, tiles, ownProcess: true }, console.report, signal);
  const subject = { ...choice, grid, passport, musicOffset: options.musicOffset };
  await writeApplyScript({ ...subject, depthFolder: paths.depth, out: paths.script });
  await previewRecipe({ ...subject, clip: resolve(clip), music, depth: paths.depth, out: paths.preview, sheet: paths.sheet }, console.report, signal);
  return { paths, grid, passport };
}

function sayWhereToLook({ console }: CommandContext, { paths, grid, passport }: Awaited<ReturnType<typeof runWholeJob>>): void {
  const quality = qualityWords(passport.shots);
  console.say('');
  console.say(`Look at   ${paths.preview}   the effect, with the music`);
  console.say(`          ${paths.sheet}   frame, depth and effect at the strongest beats`);
  console.say(`Depth     ${paths.depth}   ${describePass(passport)}, 16 bit, white = near; passport.json says how they were made, report.html how they came out${quality === '' ? '' : `: ${quality}`}`);
  console.say(`Beats     ${paths.beats}   ${describeGrid(grid)}`);
  console.say(`In After Effects: select the clip's layer, File > Scripts > Run Script File…`);
  console.say(`          ${paths.script}`);
}

export function addRunCommand(program: Command): void {
  addRecipeOptions(
    program
      .command('run', { isDefault: true })
      .description('the whole job: depth pass, beats, After Effects script, contact sheet and preview video')
      .argument('[clip]', 'a video (default: the bundled sample)')
      .option('--music <file>', 'the song (default: the sound of the clip)')
      .option('-o, --out <dir>', 'folder for everything (default: depthbeat-out/NAME OF THE CLIP)')
      .option('-m, --model <id|file>', 'a model from `depthbeat models`, or an .onnx file')
      .option('--frames <A-B>', 'only these source frames, both included, counted from 0', readFrames)
      .option('--size <native|half|WxH>', 'size of the depth frames', readSize)
      .option('--tiles <n>', 'for large pictures with thin things in them: depth from n×n tiles besides the whole, 2 to 4, at n×n + 1 times the cost', readTiles),
  )
    .option('--json', 'print events for programs, one JSON object a line')
    .action((clip: string | undefined, options: RunOptions) =>
      runCommand(options, async (context) => {
        const result = await runWholeJob(clip ?? sampleFiles().clip, options, context);
        sayWhereToLook(context, result);
        await sayIfDraft(context.console, result.passport.model.id);
        return result.paths;
      }),
    );
}
