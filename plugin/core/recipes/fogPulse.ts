import type { Recipe } from '#contracts/recipe';
import { momentParameters } from './accentParameters.js';
import { clamped, inBeats, named, parameter, product, sum } from './nodes.js';
import { chosenBeats, followParameter, sectionLift, sections } from './streams.js';

export const fogPulse: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'fog-pulse',
  title: 'Fog pulse',
  sentence: 'Fog lies in the distance and breathes towards the camera on the beat.',
  parameters: [
    ...momentParameters('downbeats', 0.3),
    { kind: 'number', name: 'density', label: 'Density', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0.3, sentence: 'How thick the fog at the far end is between beats.' },
    { kind: 'number', name: 'amount', label: 'Amount', unit: 'share', minimum: 0, maximum: 1, step: 0.01, default: 0.5, sentence: 'How much thicker it becomes on a beat of full strength.' },
    { kind: 'number', name: 'duration', label: 'Swell beats', unit: 'beats', minimum: 0.1, maximum: 16, step: 0.1, default: 2, sentence: 'How long it swells and thins again, in beats.' },
    { kind: 'number', name: 'start', label: 'Fog start', unit: 'depth', minimum: 0.05, maximum: 1, step: 0.01, default: 0.6, sentence: 'Depth at which the fog begins: 1 = at the camera, small = far away.' },
    { kind: 'number', name: 'creep', label: 'Creep', unit: 'depth', minimum: 0, maximum: 0.5, step: 0.01, default: 0.15, sentence: 'How far the fog creeps towards the camera on a beat.' },
    followParameter,
    { kind: 'colour', name: 'colour', label: 'Fog colour', default: [0.78, 0.82, 0.88], sentence: 'Colour of the fog.' },
  ],
  events: { beat: chosenBeats({ minimumGap: 1 / 3 }), sections },
  signals: {
    swell: {
      label: 'Swell', sentence: 'Swells to the strength of each beat and back; calmer in quiet sections.',
      signal: product({ kind: 'beatSwell', events: 'beat', duration: inBeats('duration') }, sectionLift),
    },
  },
  tracks: [
    { slot: 'fog.density', tolerance: 0.005, signal: clamped(sum(parameter('density'), product(parameter('amount'), named('swell'))), 0, 1) },
    { slot: 'fog.start', tolerance: 0.005, signal: clamped(sum(parameter('start'), product(parameter('creep'), named('swell'))), 0.01, 1) },
  ],
};
