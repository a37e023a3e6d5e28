import type { Recipe } from '#contracts/recipe';
import { momentParameters } from './accentParameters.js';
import { constant, inBeats, named, parameter, product } from './nodes.js';
import { chosenBeats, followParameter, sectionLift, sections } from './streams.js';

export const isolateSubject: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'isolate',
  title: 'Isolate',
  sentence: 'One beat leaves only the subject lit, the next brings the world back.',
  parameters: [
    ...momentParameters('downbeats', 0.2),
    { kind: 'number', name: 'amount', label: 'Darkness', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0.85, sentence: 'How dark everything behind the subject becomes.' },
    { kind: 'number', name: 'cut', label: 'Cut', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0.45, sentence: 'Where the subject ends: 0 = at the foreground plane, 1 = at the background plane.' },
    { kind: 'number', name: 'softness', label: 'Softness', unit: 'depth', minimum: 0, maximum: 0.5, step: 0.01, default: 0.12, sentence: 'How softly the light falls off behind it.' },
    { kind: 'number', name: 'duration', label: 'Fade beats', unit: 'beats', minimum: 0.05, maximum: 8, step: 0.05, default: 0.5, sentence: 'How long the change takes, in beats.' },
    followParameter,
  ],
  events: { beat: chosenBeats({ minimumGap: 1 / 3 }), sections },
  signals: {
    alone: { label: 'Alone', sentence: '0 = all lit, 1 = the subject alone.', signal: { kind: 'beatSwap', events: 'beat', duration: inBeats('duration') } },
  },
  tracks: [
    { slot: 'isolate.amount', tolerance: 0.005, signal: product(parameter('amount'), named('alone'), sectionLift) },
    { slot: 'isolate.near', tolerance: 0.001, signal: constant(1) },
    { slot: 'isolate.far', tolerance: 0.002, signal: { kind: 'mix', from: { kind: 'plane', plane: 'near' }, to: { kind: 'plane', plane: 'far' }, amount: parameter('cut') } },
    { slot: 'isolate.softness', tolerance: 0.001, signal: parameter('softness') },
  ],
};
