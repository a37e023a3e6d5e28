import type { RigPart } from './rig.js';

const exposure = 'ADBE Exposure2';

export const exposurePart: RigPart = {
  slots: ['exposure.gain'],
  readsDepth: false,
  prepare: ({ title }) => [{ kind: 'addEffect', id: 'exposure', layer: 'target', matchName: exposure, name: `${title} Exposure`, values: [] }],
  bind: () => [{ property: { layer: 'target', effect: 'exposure', path: [`${exposure}-0003`] }, scale: 1, low: -100, high: 100 }],
};
