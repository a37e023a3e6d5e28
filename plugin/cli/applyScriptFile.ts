import { basename, dirname, parse, relative, resolve, sep } from 'node:path';
import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { HostPlan, Placement } from '#contracts/hostPlan';
import type { Seconds } from '#contracts/units';
import { printApplyScript } from '#core/lowering/applyScript';
import { firstFileOf } from '#core/lowering/planDepthImport';
import { needsPushRamp, planRecipe } from '#core/lowering/planRecipe';
import { writeFileAtomically } from '#helper/output/atomicFile';
import { readHostBundle } from '#helper/output/hostBundle';
import { unwrap, type RecipeChoice } from './recipeChoice.js';

export interface ApplyScriptRequest extends RecipeChoice {
  readonly grid: BeatGrid;
  readonly passport: DepthPassport;
  readonly depthFolder: string;
  readonly musicOffset: Seconds;
  /** As in `planRecipe`. */
  readonly placement?: Placement;
  readonly out: string;
}

/** After Effects reads `/` on both systems; a path to another drive has no relative form. */
function pathFromScript(script: string, file: string): string | undefined {
  const path = relative(dirname(script), file);
  return parse(path).root === '' ? path.split(sep).join('/') : undefined;
}

/** Plans a recipe for whatever layer will be selected and writes the stand-alone script. Throws the failures of `planRecipe`. */
export async function writeApplyScript(request: ApplyScriptRequest): Promise<HostPlan> {
  const { recipe, values, grid, passport, musicOffset, placement } = request;
  const script = resolve(request.out);
  const path = firstFileOf({ passport, folder: resolve(request.depthFolder) });
  const footage = { path, relativePath: pathFromScript(script, path) };
  const rampPath = needsPushRamp(recipe) ? await (await import('#helper/output/pushRamp')).writePushRamp(dirname(script), passport.sourceSize) : undefined;
  const ramp = rampPath === undefined ? undefined : { path: rampPath, relativePath: pathFromScript(script, rampPath) };
  const plan = unwrap(planRecipe({ recipe, values, grid, passport, musicOffset, placement, footage, ramp, clipName: basename(passport.source.path) }));
  await writeFileAtomically(script, printApplyScript(await readHostBundle(), plan));
  return plan;
}
