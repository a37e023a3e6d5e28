import type { Result } from '#contracts/failure';
import type { HostOperation, HostPlan, ImportFootage, Placement } from '#contracts/hostPlan';
import type { Recipe, Track } from '#contracts/recipe';
import { guardFlashes } from '../events/flashGuard.js';
import { fail, succeed } from '../failure/result.js';
import { frameIndexToSeconds } from '../time/frameRate.js';
import { controlLayerOperations, sliderNamesOf } from './controlLayer.js';
import { printExpression } from './printExpression.js';
import type { RecipeInputs } from './recipeContext.js';
import { afterEffectsRig, partOf } from './rigs/aftereffects.js';
import type { RigContext, RigPart } from './rigs/rig.js';
import { signalForBinding } from './slotExpression.js';

/** A file as the host finds it: absolute, and as seen from where a stand-alone script will lie. */
export interface FileForHost {
  readonly path: string;
  readonly relativePath?: string;
}

export interface PlanInputs extends RecipeInputs {
  /** First file of the depth sequence. */
  readonly footage: FileForHost;
  /** The push ramp (`writePushRamp`), for recipes that `needsPushRamp`. */
  readonly ramp?: FileForHost;
  /** Name of the clip, for the folder in the project panel; its file name is a good one. */
  readonly clipName: string;
  /** Where frame 0 of the pass stands; default: the first frame of the layer's footage. For a pass of a rendered proxy, what the render said. */
  readonly placement?: Placement;
}

const ownFootage: Placement = { clock: 'source', start: 0 };

/** Layer names sort together; the middle dot is part of the brand and printed escaped where text must be ASCII. */
const brand = 'Depthbeat \u00b7';

function folderOf({ clipName }: Pick<PlanInputs, 'clipName'>): readonly string[] {
  return ['Depthbeat', clipName];
}

/** The step that brings a depth pass into the project, in a folder named after its clip. */
export function importDepth(inputs: Pick<PlanInputs, 'footage' | 'passport' | 'clipName' | 'placement'>): ImportFootage {
  const { footage, passport, clipName, placement = ownFootage } = inputs;
  const frameCount = passport.frames.last - passport.frames.first + 1;
  return {
    kind: 'importFootage',
    id: 'footage',
    ...footage,
    sequence: frameCount > 1 && /%0?\d*d/.test(passport.filePattern),
    frameCount,
    frameRate: passport.frameRate,
    placement: { ...placement, start: placement.start + frameIndexToSeconds(passport.frames.first, passport.frameRate) },
    pictureSize: passport.sourceSize,
    name: `${clipName} depth`,
    folder: folderOf(inputs),
  };
}

function importRamp(inputs: PlanInputs, ramp: FileForHost): ImportFootage {
  return {
    kind: 'importFootage',
    id: 'ramp',
    ...ramp,
    sequence: false,
    frameCount: 1,
    frameRate: inputs.passport.frameRate,
    placement: ownFootage,
    pictureSize: inputs.passport.sourceSize,
    name: 'push ramp',
    folder: folderOf(inputs),
  };
}

function depthLayer(title: string): HostOperation {
  return {
    kind: 'duplicateLayer', id: 'depth', source: 'footage', name: `${brand} ${title} Depth`,
    place: { side: 'below', of: 'target' }, visible: false, guide: true, label: 9,
  };
}

/** The first property a slot moves has the id `track.<slot>`, further ones a number behind it. */
function trackExpressions({ slot, signal, tolerance }: Track, inputs: PlanInputs, context: RigContext): HostOperation[] {
  const place = { sliderName: sliderNamesOf(inputs.recipe), control: 'control', comment: `Depthbeat: ${inputs.recipe.title}` };
  return (partOf(slot)?.bind(slot, context) ?? []).map((binding, index) => ({
    kind: 'setExpression',
    id: `track.${slot}${index === 0 ? '' : `.${index + 1}`}`,
    property: binding.property,
    expression: printExpression(signalForBinding(signal, binding), place),
    tolerance: Number((tolerance * Math.abs(binding.scale)).toPrecision(6)),
  }));
}

function partsFor(recipe: Recipe): readonly RigPart[] {
  return afterEffectsRig.filter((part) => recipe.tracks.some(({ slot }) => part.slots.includes(slot)));
}

/** Whether a plan of this recipe needs `ramp`. */
export function needsPushRamp(recipe: Recipe): boolean {
  return partsFor(recipe).some(({ readsRamp }) => readsRamp === true);
}

/**
 * The steps that put a recipe on the selected layer of a host, as data.
 *
 * The plan has the recipe's id: one recipe on one layer is one thing, whatever its depth, music and settings have become since.
 * Needs nothing of the host: the layer's timing is read when the plan is carried out. Beats are composition time, with the music
 * starting at `musicOffset` (default: composition time 0); focus planes are source time. Failures: `plan.noBeats` when the grid
 * has none of the events the recipe moves on, `plan.capabilityMissing` when a slot has no place in After Effects,
 * or the pass is a video that it cannot read, `depth.incomplete` for an unfinished pass.
 */
export function planRecipe(given: PlanInputs): Result<HostPlan> {
  const inputs = { ...given, recipe: guardFlashes(given.recipe) };
  const { recipe, passport, grid } = inputs;
  if (!passport.complete) return fail('depth.incomplete', inputs.footage.path);
  if (passport.format === 'ffv1') return fail('plan.capabilityMissing', 'a pass of another format than FFV1, such as png, exr-half or prores');
  const homeless = recipe.tracks.find(({ slot }) => !partOf(slot) || (partOf(slot)?.readsRamp && !inputs.ramp));
  if (homeless) return fail('plan.capabilityMissing', homeless.slot);
  const context = rigContext(inputs);
  const control = controlLayerOperations(inputs, context.title);
  const silent = Object.keys(recipe.events).find((name) => !recipe.events[name].optional && !control.some(({ id }) => id === `events.${name}.keys`));
  if (silent !== undefined) return fail('plan.noBeats', grid.provenance.source.path);
  const parts = partsFor(recipe);
  return succeed({
    schema: 'depthbeat.hostPlan',
    version: 1,
    id: recipe.id,
    title: recipe.title,
    operations: [
      importDepth(inputs),
      ...(inputs.ramp && needsPushRamp(recipe) ? [importRamp(inputs, inputs.ramp)] : []),
      ...(parts.some(({ readsDepth }) => readsDepth) ? [depthLayer(recipe.title)] : []),
      ...control,
      ...parts.flatMap((part) => part.prepare(context)),
      ...recipe.tracks.flatMap((track) => trackExpressions(track, inputs, context)),
    ],
  });
}

function rigContext(inputs: PlanInputs): RigContext {
  return {
    values: inputs.values,
    pictureSize: inputs.passport.sourceSize,
    footage: 'footage',
    depthLayer: 'depth',
    ramp: inputs.ramp ? 'ramp' : undefined,
    folder: folderOf(inputs),
    title: `${brand} ${inputs.recipe.title}`,
  };
}
