import type { Recipe } from '#contracts/recipe';
import { momentParameters } from './accentParameters.js';
import { clamped, constant, inBeats, named, parameter, product } from './nodes.js';
import { chosenBeats } from './streams.js';

export const fogReveal: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'fog-reveal',
  title: 'Fog reveal',
  sentence: 'Each section starts in fog that draws back into the distance over some bars.',
  parameters: [
    ...momentParameters('sections', 0.1),
    { kind: 'number', name: 'density', label: 'Density', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0.95, sentence: 'How thick the fog is when it comes.' },
    { kind: 'number', name: 'left', label: 'Fog left', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0.1, sentence: 'How much of it stays in the distance at the end.' },
    { kind: 'number', name: 'duration', label: 'Reveal beats', unit: 'beats', minimum: 1, maximum: 64, step: 1, default: 16, sentence: 'How long the fog takes to draw back, in beats.' },
    { kind: 'number', name: 'rest', label: 'Rest start', unit: 'depth', minimum: 0.05, maximum: 1, step: 0.01, default: 0.25, sentence: 'Depth at which the fog that stays begins: small = far away.' },
    { kind: 'colour', name: 'colour', label: 'Fog colour', default: [0.8, 0.83, 0.86], sentence: 'Colour of the fog.' },
  ],
  events: { beat: chosenBeats({ minimumGap: 1, floor: 1 }) },
  signals: {
    veil: { label: 'Veil', sentence: '1 = all in fog, falling to 0.', signal: { kind: 'beatPulse', events: 'beat', decay: inBeats('duration') } },
  },
  tracks: [
    { slot: 'fog.density', tolerance: 0.005, signal: clamped({ kind: 'mix', from: parameter('left'), to: parameter('density'), amount: named('veil') }, 0, 1) },
    { slot: 'fog.start', tolerance: 0.01, signal: clamped({ kind: 'mix', from: parameter('rest'), to: constant(8), amount: product(named('veil'), named('veil')) }, 0.01, 8) },
  ],
};
