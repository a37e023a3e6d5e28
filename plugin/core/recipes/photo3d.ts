import type { Recipe } from '#contracts/recipe';
import type { Signal } from '#contracts/signal';
import { constant, parameter, product, sum } from './nodes.js';

const orbit = (phase: number): Signal => ({ kind: 'oscillator', period: parameter('period'), phase });

export const photo3d: Recipe = {
  schema: 'depthbeat.recipe',
  version: 1,
  id: 'photo-3d',
  title: '3D photo',
  sentence: 'A still becomes a place: the camera circles slowly, near things move most.',
  parameters: [
    { kind: 'number', name: 'sideways', label: 'Sideways', unit: '%', minimum: 0, maximum: 6, step: 0.1, default: 1.2, sentence: 'How far near things move sideways, as a part of the picture width.' },
    { kind: 'number', name: 'upright', label: 'Upright', unit: '%', minimum: 0, maximum: 6, step: 0.1, default: 0.5, sentence: 'How far they move up and down.' },
    { kind: 'number', name: 'period', label: 'Round seconds', unit: 'seconds', minimum: 1, maximum: 60, step: 0.5, default: 8, sentence: 'How long one round takes, in seconds.' },
    { kind: 'number', name: 'zoom', label: 'Drift', unit: '%', minimum: 0, maximum: 20, step: 0.5, default: 2, sentence: 'How much the picture comes closer and goes back on the way.' },
  ],
  events: {},
  signals: {},
  tracks: [
    { slot: 'parallax.x', tolerance: 0.005, signal: product(parameter('sideways'), orbit(0)) },
    { slot: 'parallax.y', tolerance: 0.005, signal: product(parameter('upright'), orbit(0.25)) },
    {
      slot: 'camera.zoom', tolerance: 0.02,
      signal: sum(constant(100), product(constant(2), parameter('sideways')), product(constant(3.6), parameter('upright')), product(parameter('zoom'), sum(constant(0.5), product(constant(0.5), orbit(0.75))))),
    },
  ],
};
