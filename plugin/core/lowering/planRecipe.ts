import type { Result } from '#contracts/failure';
import type { HostOperation, HostPlan, ImportFootage } from '#contracts/hostPlan';
import type { Track } from '#contracts/recipe';
import { fail, succeed } from '../failure/result.js';
import { controlLayerOperations, sliderNamesOf } from './controlLayer.js';
import { printExpression } from './printExpression.js';
import type { RecipeInputs } from './recipeContext.js';
import { afterEffectsRig, partOf } from './rigs/aftereffects.js';
import type { RigContext } from './rigs/rig.js';
import { signalForBinding } from './slotExpression.js';

export interface PlanInputs extends RecipeInputs {
  /** First file of the depth sequence: absolute, and as seen from where a stand-alone script will lie. */
  readonly footage: { readonly path: string; readonly relativePath?: string };
  /** Name of the clip, for the folder in the project panel; its file name is a good one. */
  readonly clipName: string;
}

/** Layer names sort together; the middle dot is part of the brand and printed escaped where text must be ASCII. */
const brand = 'Depthbeat \u00b7';

function importOperation({ footage, passport, clipName }: PlanInputs): ImportFootage {
  return {
    kind: 'importFootage',
    id: 'footage',
    ...footage,
    frameCount: passport.frames.last - passport.frames.first + 1,
    firstFrame: passport.frames.first,
    frameRate: passport.frameRate,
    size: passport.size,
    pictureSize: passport.sourceSize,
    name: `${clipName} depth`,
    folder: ['Depthbeat', clipName],
  };
}

function depthLayer(title: string): HostOperation {
  return {
    kind: 'duplicateLayer', id: 'depth', source: 'footage', name: `${brand} ${title} Depth`,
    place: { side: 'below', of: 'target' }, visible: false, guide: true, label: 9,
  };
}

function trackExpression({ slot, signal }: Track, inputs: PlanInputs, context: RigContext): HostOperation[] {
  const binding = partOf(slot)?.bind(slot, context);
  if (!binding) return [];
  return [
    {
      kind: 'setExpression', id: `track.${slot}`, property: binding.property,
      expression: printExpression(signalForBinding(signal, binding), { sliderName: sliderNamesOf(inputs.recipe), control: 'control', comment: `Depthbeat: ${inputs.recipe.title}` }),
    },
  ];
}

/** A short text of a path or hash that is safe in an id. */
function idPart(text: string): string {
  return text.replace(/[^0-9A-Za-z]/g, '').slice(0, 12);
}

/**
 * The steps that put a recipe on the selected layer of a host, as data.
 *
 * Needs nothing of the host: the layer's timing is read when the plan is carried out. Beats are composition time, with the music
 * starting at `musicOffset` (default: composition time 0); focus planes are source time. Failures: `plan.noBeats` when the grid
 * has none of the events the recipe moves on, `plan.capabilityMissing` when a slot has no place in After Effects,
 * `depth.incomplete` for an unfinished pass.
 */
export function planRecipe(inputs: PlanInputs): Result<HostPlan> {
  const { recipe, passport, grid } = inputs;
  if (!passport.complete) return fail('depth.incomplete', inputs.footage.path);
  const homeless = recipe.tracks.find(({ slot }) => !partOf(slot));
  if (homeless) return fail('plan.capabilityMissing', homeless.slot);
  const context: RigContext = { values: inputs.values, pictureSize: passport.sourceSize, footage: 'footage', depthLayer: 'depth', title: `${brand} ${recipe.title}` };
  const control = controlLayerOperations(inputs, context.title);
  const silent = Object.keys(recipe.events).find((name) => !control.some(({ id }) => id === `events.${name}.keys`));
  if (silent !== undefined) return fail('plan.noBeats', grid.provenance.source.path);
  const parts = afterEffectsRig.filter((part) => recipe.tracks.some(({ slot }) => part.slots.includes(slot)));
  return succeed({
    schema: 'depthbeat.hostPlan',
    version: 1,
    id: `${recipe.id}.${idPart(passport.source.sha256)}`,
    title: recipe.title,
    operations: [
      importOperation(inputs),
      ...(parts.some(({ readsDepth }) => readsDepth) ? [depthLayer(recipe.title)] : []),
      ...control,
      ...parts.flatMap((part) => part.prepare(context)),
      ...recipe.tracks.flatMap((track) => trackExpression(track, inputs, context)),
    ],
  });
}
