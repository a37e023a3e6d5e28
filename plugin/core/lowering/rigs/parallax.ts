import type { RigPart } from './rig.js';

const displacement = 'ADBE Displacement Map';
const luminance = 5;
/**
 * White with a positive maximum moves the picture left and up (one source; the self-test in the host measures it),
 * and a slot moves near things right and down.
 */
const direction = -1;

/** Displacement Map on the target: (map - 0.5) * 2 * maximum pixels, so the nearest point moves by the maximum. */
export const parallaxPart: RigPart = {
  slots: ['parallax.x', 'parallax.y'],
  readsDepth: true,
  prepare: ({ title, depthLayer }) => [
    {
      kind: 'addEffect', id: 'displace', layer: 'target', matchName: displacement, name: `${title} Parallax`,
      values: [
        { parameter: `${displacement}-0002`, value: luminance },
        { parameter: `${displacement}-0003`, value: 0 },
        { parameter: `${displacement}-0004`, value: luminance },
        { parameter: `${displacement}-0005`, value: 0 },
        { parameter: `${displacement}-0008`, value: 0 },
      ],
    },
    { kind: 'bindLayer', id: 'displaceMap', property: { layer: 'target', effect: 'displace', path: [`${displacement}-0001`] }, layer: depthLayer },
  ],
  bind: (slot, { pictureSize }) => [{
    property: { layer: 'target', effect: 'displace', path: [`${displacement}-${slot === 'parallax.x' ? '0003' : '0005'}`] },
    scale: (direction * pictureSize.width) / 100,
    low: -32000,
    high: 32000,
  }],
};
