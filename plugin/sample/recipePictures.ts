import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import type { Recipe } from '#contracts/recipe';
import { evaluateRecipe } from '#core/lowering/evaluateRecipe';
import { previewLook } from '#core/preview/previewLook';
import { recipes } from '#core/recipes/index';
import { resolveValues } from '#core/recipes/resolveValues';
import { analyseMusic } from '#helper/jobs/analyseMusic';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { renderPreview } from '#helper/jobs/renderPreview';
import { runProgram } from '#helper/media/childProgram';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import { projectRoot } from '#helper/media/projectRoot';
import { writeFileAtomically } from '#helper/output/atomicFile';
import { sampleFiles } from './sampleFiles.js';

const USAGE = 'usage: npm run recipe-pictures [-- RECIPE...]';

/** Seconds, pictures a second, pixels across and WebP quality: about 200 KB each, enough to judge an effect on a page. */
const look = { seconds: 5, rate: 10, width: 360, quality: 40 } as const;

interface Sample {
  readonly folder: string;
  readonly grid: BeatGrid;
  readonly passport: DepthPassport;
}

const never = new AbortController().signal;
const silent: Report = () => undefined;

/** The pass and the beats of the bundled clip and song; the pass is recognised when it is there already. */
async function openSample(): Promise<Sample> {
  const folder = join(projectRoot(), 'depthbeat-out', 'recipe-pictures');
  const { clip, song } = sampleFiles();
  const grid = await analyseMusic({ source: song }, silent, never);
  return { folder, grid, passport: await estimateDepth({ clip, outFolder: join(folder, 'depth') }, silent, never) };
}

/** A preview of the recipe as it comes, shortened to a moving WebP beside the recipe's page. */
async function writePicture(recipe: Recipe, { folder, grid, passport }: Sample): Promise<void> {
  const values = resolveValues(recipe, {});
  if (!values.ok) throw new Error(values.failure.message);
  const [video, small] = [join(folder, `${recipe.id}.mp4`), join(folder, `${recipe.id}.webp`)];
  const slotsAt = evaluateRecipe({ recipe, values: values.value, grid, passport });
  await renderPreview({ clip: sampleFiles().clip, depthFolder: join(folder, 'depth'), slotsAt, look: previewLook(values.value), beats: grid.beats, out: video }, silent, never);
  const shape = `fps=${look.rate},scale=${look.width}:-2:flags=lanczos`;
  const end = await runProgram(locateFfmpeg().ffmpeg, ['-v', 'error', '-y', '-i', video, '-t', String(look.seconds), '-vf', shape, '-c:v', 'libwebp_anim', '-q:v', String(look.quality), '-loop', '0', small]);
  if (end.code !== 0) throw new Error(`FFmpeg could not write ${small}: ${end.errorOutput}`);
  await writeFileAtomically(join(projectRoot(), 'plugin', 'docs', 'recipes', `${recipe.id}.webp`), await readFile(small));
}

/** `npm run recipe-pictures`: the moving pictures of the recipes' pages. */
async function main(wanted: readonly string[]): Promise<void> {
  const all: readonly Recipe[] = Object.values(recipes);
  const unknown = wanted.find((id) => !all.some((recipe) => recipe.id === id));
  if (unknown !== undefined) throw new Error(`There is no recipe named ${unknown}. ${USAGE}`);
  const sample = await openSample();
  for (const recipe of all.filter(({ id }) => wanted.length === 0 || wanted.includes(id))) {
    await writePicture(recipe, sample);
    console.log(`plugin/docs/recipes/${recipe.id}.webp`);
  }
}

await main(process.argv.slice(2));
