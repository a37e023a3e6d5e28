import type { RigPart } from './rig.js';

const displacement = 'ADBE Displacement Map';
const red = 1;
const green = 2;
/** As in parallax: white with a positive maximum moves the picture left and up, and a push moves points outward. */
const direction = -1;

/**
 * Displacement Map driven by a push map: (map - 0.5) * 2 * maximum. At the picture's edge and depth 1 the map is 1, so a maximum of
 * half the width (height) times the push moves every point outward by depth * push * its way from the middle.
 */
export const pushPart: RigPart = {
  slots: ['push.amount'],
  readsDepth: false,
  readsRamp: true,
  prepare: ({ title, footage, ramp = 'ramp', folder }) => [
    { kind: 'composePushMap', id: 'pushMap', depth: footage, ramp, name: `${title} Push map`, folder },
    { kind: 'duplicateLayer', id: 'push', source: 'pushMap', name: `${title} Push`, place: { side: 'below', of: 'target' }, visible: false, guide: true, label: 9 },
    {
      kind: 'addEffect', id: 'dolly', layer: 'target', matchName: displacement, name: `${title} Dolly`,
      values: [
        { parameter: `${displacement}-0002`, value: red },
        { parameter: `${displacement}-0003`, value: 0 },
        { parameter: `${displacement}-0004`, value: green },
        { parameter: `${displacement}-0005`, value: 0 },
        { parameter: `${displacement}-0008`, value: 0 },
      ],
    },
    { kind: 'bindLayer', id: 'dollyMap', property: { layer: 'target', effect: 'dolly', path: [`${displacement}-0001`] }, layer: 'push' },
  ],
  bind: (_slot, { pictureSize }) =>
    ([['0003', pictureSize.width], ['0005', pictureSize.height]] as const).map(([suffix, side]) => ({
      property: { layer: 'target', effect: 'dolly', path: [`${displacement}-${suffix}`] },
      scale: (direction * side) / 200,
      low: -32000,
      high: 32000,
    })),
};
