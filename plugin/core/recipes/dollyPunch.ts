import type { Recipe } from '#contracts/recipe';
import { momentParameters } from './accentParameters.js';
import { constant, named, parameter, product, sum } from './nodes.js';
import { chosenBeats, followParameter, sectionPulse, sections } from './streams.js';

export const dollyPunch: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'dolly-punch',
  title: 'Dolly punch',
  sentence: 'The camera seems to lunge forward on the beat: near things grow, the distance stays.',
  parameters: [
    ...momentParameters('downbeats', 0.3),
    { kind: 'number', name: 'amount', label: 'Push', unit: '%', minimum: 0, maximum: 30, step: 0.5, default: 7, sentence: 'How much larger the nearest things become on a beat of full strength.' },
    { kind: 'number', name: 'decay', label: 'Decay beats', unit: 'beats', minimum: 0.05, maximum: 8, step: 0.05, default: 1.5, sentence: 'How long the camera takes to fall back, in beats.' },
    { kind: 'number', name: 'punch', label: 'Punch', unit: '%', minimum: 0, maximum: 20, step: 0.5, default: 1.5, sentence: 'How much the whole picture grows with them.' },
    followParameter,
  ],
  events: { beat: chosenBeats(), sections },
  signals: {
    pulse: sectionPulse,
  },
  tracks: [
    { slot: 'push.amount', tolerance: 0.02, signal: product(parameter('amount'), named('pulse')) },
    { slot: 'camera.zoom', tolerance: 0.02, signal: sum(constant(100), product(parameter('punch'), named('pulse'))) },
  ],
};
