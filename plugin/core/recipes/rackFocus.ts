import type { Recipe } from '#contracts/recipe';
import { momentParameters } from './accentParameters.js';
import { constant, inBeats, named, parameter, product, sum } from './nodes.js';
import { chosenBeats, followParameter, sectionPulse, sections } from './streams.js';

export const rackFocus: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'rack-focus',
  title: 'Rack focus',
  sentence: 'Strong beats pull focus from the foreground to the background and back.',
  parameters: [
    ...momentParameters('strongBeats', 0.3),
    { kind: 'number', name: 'blur', label: 'Blur', unit: '%', minimum: 0, maximum: 6, step: 0.1, default: 1.6, sentence: 'How soft things out of focus become, as a part of the picture width.' },
    { kind: 'number', name: 'duration', label: 'Rack beats', unit: 'beats', minimum: 0.05, maximum: 8, step: 0.05, default: 0.75, sentence: 'How long the focus travels, in beats.' },
    { kind: 'number', name: 'kick', label: 'Kick', unit: 'times', minimum: 0, maximum: 2, step: 0.05, default: 0.4, sentence: 'How much the blur swells on each of these beats.' },
    { kind: 'number', name: 'decay', label: 'Decay beats', unit: 'beats', minimum: 0.05, maximum: 8, step: 0.05, default: 1, sentence: 'How long the swell takes to settle, in beats.' },
    followParameter,
  ],
  events: { beat: chosenBeats({ minimumGap: 0.2 }), sections },
  signals: {
    swap: { label: 'Swap', sentence: '0 = foreground sharp, 1 = background sharp.', signal: { kind: 'beatSwap', events: 'beat', duration: inBeats('duration') } },
    pulse: sectionPulse,
  },
  tracks: [
    { slot: 'focus.distance', tolerance: 0.002, signal: { kind: 'mix', from: { kind: 'plane', plane: 'near' }, to: { kind: 'plane', plane: 'far' }, amount: named('swap') } },
    { slot: 'focus.blurRadius', tolerance: 0.01, signal: product(parameter('blur'), sum(constant(1), product(parameter('kick'), named('pulse')))) },
  ],
};
