import type { Recipe } from '#contracts/recipe';
import { momentParameters } from './accentParameters.js';
import { named, parameter, product, sum } from './nodes.js';
import { chosenBeats, followParameter, sectionPulse, sections } from './streams.js';

export const focusPulse: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'focus-pulse',
  title: 'Focus pulse',
  sentence: 'Everything but the chosen depth goes soft on the beat and comes back.',
  parameters: [
    ...momentParameters('beats', 0.5),
    { kind: 'number', name: 'plane', label: 'Sharp plane', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0, sentence: 'What stays sharp: 0 = the foreground of the shot, 1 = its background.' },
    { kind: 'number', name: 'rest', label: 'Rest blur', unit: '%', minimum: 0, maximum: 6, step: 0.1, default: 0.3, sentence: 'How soft the rest is between beats, as a part of the picture width.' },
    { kind: 'number', name: 'amount', label: 'Beat blur', unit: '%', minimum: 0, maximum: 8, step: 0.1, default: 2, sentence: 'How much softer it becomes on a beat of full strength.' },
    { kind: 'number', name: 'decay', label: 'Decay beats', unit: 'beats', minimum: 0.05, maximum: 8, step: 0.05, default: 0.8, sentence: 'How long it takes to come back, in beats.' },
    followParameter,
  ],
  events: { beat: chosenBeats(), sections },
  signals: {
    pulse: sectionPulse,
  },
  tracks: [
    { slot: 'focus.distance', tolerance: 0.002, signal: { kind: 'mix', from: { kind: 'plane', plane: 'near' }, to: { kind: 'plane', plane: 'far' }, amount: parameter('plane') } },
    { slot: 'focus.blurRadius', tolerance: 0.01, signal: sum(parameter('rest'), product(parameter('amount'), named('pulse'))) },
  ],
};
