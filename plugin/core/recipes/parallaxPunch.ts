import type { Recipe } from '#contracts/recipe';
import { momentParameters } from './accentParameters.js';
import { constant, named, parameter, product, sum } from './nodes.js';
import { chosenBeats, followParameter, sectionPulse, sections } from './streams.js';

/** Zoom that keeps the moved edges outside the picture: twice the sideways move, and the upright one seen against 16:9. */
const cover = sum(constant(100), product(constant(2), parameter('sideways')), product(constant(3.6), parameter('upright')));

export const parallaxPunch: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'parallax-punch',
  title: 'Parallax punch',
  sentence: 'On each strong beat near things jump against the background, to one side and then to the other.',
  parameters: [
    ...momentParameters('strongBeats', 0.5),
    { kind: 'number', name: 'sideways', label: 'Sideways', unit: '%', minimum: 0, maximum: 8, step: 0.1, default: 1.5, sentence: 'How far near things move sideways, as a part of the picture width.' },
    { kind: 'number', name: 'upright', label: 'Upright', unit: '%', minimum: 0, maximum: 8, step: 0.1, default: 0, sentence: 'How far near things move up, as a part of the picture width.' },
    { kind: 'number', name: 'decay', label: 'Decay beats', unit: 'beats', minimum: 0.05, maximum: 8, step: 0.05, default: 0.9, sentence: 'How long they take to come back, in beats.' },
    { kind: 'number', name: 'punch', label: 'Punch', unit: '%', minimum: 0, maximum: 20, step: 0.5, default: 2, sentence: 'How much the whole picture jumps closer with them.' },
    followParameter,
  ],
  events: { beat: chosenBeats(), sections },
  signals: {
    pulse: sectionPulse,
    side: {
      label: 'Side', sentence: '1 on odd beats, -1 on even ones.',
      signal: sum(constant(-1), product(constant(2), { kind: 'beatCount', events: 'beat', modulus: 2 })),
    },
  },
  tracks: [
    { slot: 'parallax.x', tolerance: 0.01, signal: product(parameter('sideways'), named('pulse'), named('side')) },
    { slot: 'parallax.y', tolerance: 0.01, signal: product(constant(-1), parameter('upright'), named('pulse')) },
    { slot: 'camera.zoom', tolerance: 0.02, signal: sum(cover, product(parameter('punch'), named('pulse'))) },
  ],
};
