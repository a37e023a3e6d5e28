import type { RigPart } from './rig.js';

const lens = 'ADBE Camera Lens Blur';

/**
 * Camera Lens Blur on the target, mapped by the depth layer. Blur grows with |map - focal distance|, so white = near
 * needs no inversion; Blur Focal Distance is 0..1 in scripting whatever its display says. The map's placement is left alone: the
 * host gives the depth layer the size of the picture, and the order of that menu was not seen in a host.
 */
export const focusPart: RigPart = {
  slots: ['focus.distance', 'focus.blurRadius'],
  readsDepth: true,
  prepare: ({ title, depthLayer }) => [
    {
      kind: 'addEffect', id: 'lens', layer: 'target', matchName: lens, name: `${title} Focus`,
      values: [{ parameter: `${lens}-0001`, value: 0 }, { parameter: `${lens}-0021`, value: 1 }],
    },
    { kind: 'bindLayer', id: 'lensMap', property: { layer: 'target', effect: 'lens', path: [`${lens}-0010`] }, layer: depthLayer },
  ],
  bind: (slot, { pictureSize }) =>
    slot === 'focus.distance'
      ? [{ property: { layer: 'target', effect: 'lens', path: [`${lens}-0013`] }, scale: 1, low: 0, high: 1 }]
      : [{ property: { layer: 'target', effect: 'lens', path: [`${lens}-0001`] }, scale: pictureSize.width / 100, low: 0, high: 500 }],
};
