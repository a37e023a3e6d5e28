import type { Recipe } from '#contracts/recipe';
import { constant, inBeats, named, parameter, product, sum } from './nodes.js';
import { followParameter, sectionLift, sections } from './streams.js';

export const breathe: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'breathe',
  title: 'Breathe',
  sentence: 'No beat to be seen: the picture swells gently once a bar.',
  parameters: [
    { kind: 'number', name: 'zoom', label: 'Swell', unit: '%', minimum: 0, maximum: 20, step: 0.5, default: 2.5, sentence: 'How much the picture grows.' },
    { kind: 'number', name: 'lift', label: 'Lift', unit: '%', minimum: 0, maximum: 6, step: 0.1, default: 0.5, sentence: 'How far near things rise with it, as a part of the picture width.' },
    { kind: 'number', name: 'blur', label: 'Blur', unit: '%', minimum: 0, maximum: 4, step: 0.1, default: 0.5, sentence: 'How soft the background becomes at the top of a breath.' },
    { kind: 'number', name: 'duration', label: 'Breath beats', unit: 'beats', minimum: 1, maximum: 32, step: 1, default: 4, sentence: 'How long one breath takes, in beats.' },
    followParameter,
  ],
  events: { bar: { label: 'Bar', accent: { kind: 'downbeats' }, minimumGap: 0.5, floor: 1, optional: false }, sections },
  signals: {
    breath: { label: 'Breath', sentence: '0 = at rest, 1 = at the top of the breath; shallower in quiet sections.', signal: product({ kind: 'beatSwell', events: 'bar', duration: inBeats('duration') }, sectionLift) },
  },
  tracks: [
    { slot: 'focus.distance', tolerance: 0.002, signal: { kind: 'plane', plane: 'near' } },
    { slot: 'focus.blurRadius', tolerance: 0.01, signal: product(parameter('blur'), named('breath')) },
    { slot: 'parallax.y', tolerance: 0.01, signal: product(constant(-1), parameter('lift'), named('breath')) },
    { slot: 'camera.zoom', tolerance: 0.02, signal: sum(constant(100), product(constant(3.6), parameter('lift')), product(parameter('zoom'), named('breath'))) },
  ],
};
