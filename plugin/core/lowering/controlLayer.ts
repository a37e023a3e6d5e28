import type { AddEffect, HostOperation, Placement, SetKeyframes } from '#contracts/hostPlan';
import type { Recipe } from '#contracts/recipe';
import type { Signal } from '#contracts/signal';
import { countBars, type MusicEvent } from '../events/selectEvents.js';
import { nodesOf } from '../signals/index.js';
import { printExpression, type SliderNames } from './printExpression.js';
import { beatLengthOf, eventsOfStream, planesOf, type RecipeInputs } from './recipeContext.js';
import { placeMusic } from '../time/timeMap.js';

interface ControlInputs extends RecipeInputs {
  /** Where frame 0 of the pass stands; default: the first frame of the layer's footage. */
  readonly placement?: Placement;
}

const slider = 'ADBE Slider Control';
const sliderPath = [`${slider}-0001`];
const planeLabels = { near: 'Near focus', far: 'Far focus' } as const;
const label = 9;

/** The name of each slider on the control layer, the one place that decides it. */
export function sliderNamesOf(recipe: Recipe): SliderNames {
  return (role, name) => {
    if (role === 'beatLength') return 'Beat length';
    if (role === 'plane') return planeLabels[name as 'near' | 'far'];
    if (role === 'events') return recipe.events[name].label;
    if (role === 'signal') return recipe.signals[name].label;
    return recipe.parameters.find((parameter) => parameter.name === name)?.label ?? name;
  };
}

function allNodes(recipe: Recipe): Signal[] {
  return [...recipe.tracks.map(({ signal }) => signal), ...Object.values(recipe.signals).map(({ signal }) => signal)].flatMap(nodesOf);
}

function addSlider(id: string, name: string, value: number): AddEffect {
  return { kind: 'addEffect', id, layer: 'control', matchName: slider, name, values: [{ parameter: sliderPath[0], value }] };
}

function sliderKeys(id: string, effect: string, keys: Pick<SetKeyframes, 'clock' | 'snap' | 'times' | 'values'>): HostOperation[] {
  if (keys.times.length === 0) return [];
  return [{ kind: 'setKeyframes', id, property: { layer: 'control', effect, path: sliderPath }, ...keys }];
}

function parameterSliders(inputs: RecipeInputs, nodes: readonly Signal[]): HostOperation[] {
  const live = new Set(nodes.flatMap((node) => (node.kind === 'parameter' ? [node.name] : [])));
  return inputs.recipe.parameters
    .filter(({ name }) => live.has(name))
    .map(({ name, label: words }) => addSlider(`parameter.${name}`, words, Number(inputs.values[name])));
}

function planeSliders({ passport, placement = { clock: 'source', start: 0 } }: ControlInputs, nodes: readonly Signal[]): HostOperation[] {
  const planes = planesOf(passport);
  return (['near', 'far'] as const)
    .filter((plane) => nodes.some((node) => node.kind === 'plane' && node.plane === plane))
    .flatMap((plane) => [
      addSlider(`plane.${plane}`, planeLabels[plane], planes[plane].values[0] ?? 0.5),
      ...sliderKeys(`plane.${plane}.keys`, `plane.${plane}`, {
        clock: placement.clock, snap: true, values: planes[plane].values, times: planes[plane].times.map((time) => time + placement.start),
      }),
    ]);
}

function beatLengthSlider({ grid, musicOffset }: RecipeInputs, nodes: readonly Signal[]): HostOperation[] {
  if (!nodes.some(({ kind }) => kind === 'beatLength')) return [];
  const track = beatLengthOf(grid, placeMusic(musicOffset));
  return [addSlider('beatLength', 'Beat length', track.values[0] ?? 0.5), ...sliderKeys('beatLength.keys', 'beatLength', { clock: 'composition', snap: false, ...track })];
}

function eventSliders(inputs: RecipeInputs): HostOperation[] {
  return Object.entries(inputs.recipe.events).flatMap(([name, stream]) => {
    const events = eventsOfStream(name, inputs);
    const keys = { clock: 'composition' as const, snap: true, times: events.map(({ time }) => time), values: events.map(({ strength }) => strength) };
    return [addSlider(`events.${name}`, stream.label, 0), ...sliderKeys(`events.${name}.keys`, `events.${name}`, keys)];
  });
}

function signalSliders(inputs: RecipeInputs): HostOperation[] {
  const sliderName = sliderNamesOf(inputs.recipe);
  return Object.entries(inputs.recipe.signals).flatMap(([name, { label: words, sentence, signal }]): HostOperation[] => [
    addSlider(`signal.${name}`, words, 0),
    {
      kind: 'setExpression', id: `signal.${name}.expression`, property: { layer: 'control', effect: `signal.${name}`, path: sliderPath },
      expression: printExpression(signal, { sliderName, comment: `Depthbeat: ${sentence}` }),
    },
  ]);
}

function markers(inputs: RecipeInputs): HostOperation[] {
  const { toComposition } = placeMusic(inputs.musicOffset);
  const beats: MusicEvent[] = countBars(inputs.grid);
  if (beats.length === 0) return [];
  return [
    {
      kind: 'setMarkers', id: 'beats', layer: 'control', clock: 'composition', snap: true,
      markers: beats.map(({ time, label: comment, strength }) => ({ time: toComposition(time), comment, strength })),
    },
  ];
}

/** The control null with its sliders in the order an editor reads them: settings, planes, tempo, beats, then what is computed. */
export function controlLayerOperations(inputs: ControlInputs, name: string): HostOperation[] {
  const nodes = allNodes(inputs.recipe);
  return [
    { kind: 'addControlLayer', id: 'control', name, label },
    ...parameterSliders(inputs, nodes),
    ...planeSliders(inputs, nodes),
    ...beatLengthSlider(inputs, nodes),
    ...eventSliders(inputs),
    ...signalSliders(inputs),
    ...markers(inputs),
  ];
}
