import type { Recipe } from '#contracts/recipe';
import type { Signal } from '#contracts/signal';
import { momentParameters } from './accentParameters.js';
import { clamped, constant, named, parameter, product, sum } from './nodes.js';
import { chosenBeats, followParameter, sectionPulse, sections } from './streams.js';

/** 0, 1/3, 2/3, 1 from beat to beat: the slice wanders from the back to the front and starts again. */
const step: Signal = product(constant(1 / 3), { kind: 'beatCount', events: 'beat', modulus: 4 });

const edge = (side: 1 | -1): Signal => clamped(sum(named('slice'), product(constant(side / 2), parameter('width'))), 0, 1);

export const depthStrobe: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'depth-strobe',
  title: 'Depth strobe',
  sentence: 'Slices of depth light up in turn, from the background to the front.',
  parameters: [
    ...momentParameters('beats', 0.5),
    { kind: 'number', name: 'amount', label: 'Darkness', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0.7, sentence: 'How dark the rest becomes while a slice is lit.' },
    { kind: 'number', name: 'width', label: 'Slice width', unit: 'depth', minimum: 0.02, maximum: 1, step: 0.01, default: 0.25, sentence: 'How thick a slice is.' },
    { kind: 'number', name: 'softness', label: 'Softness', unit: 'depth', minimum: 0, maximum: 0.5, step: 0.01, default: 0.1, sentence: 'How softly the light falls off at its sides.' },
    { kind: 'number', name: 'decay', label: 'Decay beats', unit: 'beats', minimum: 0.1, maximum: 8, step: 0.1, default: 1, sentence: 'How long the rest takes to light up again, in beats.' },
    followParameter,
  ],
  events: { beat: chosenBeats({ minimumGap: 1 / 3, floor: 0.5 }), sections },
  signals: {
    slice: { label: 'Slice', sentence: 'Depth of the slice that is lit.', signal: { kind: 'mix', from: { kind: 'plane', plane: 'far' }, to: { kind: 'plane', plane: 'near' }, amount: step } },
    pulse: sectionPulse,
  },
  tracks: [
    { slot: 'isolate.amount', tolerance: 0.005, signal: product(parameter('amount'), named('pulse')) },
    { slot: 'isolate.near', tolerance: 0.001, signal: edge(1) },
    { slot: 'isolate.far', tolerance: 0.001, signal: edge(-1) },
    { slot: 'isolate.softness', tolerance: 0.001, signal: parameter('softness') },
  ],
};
