import type { Colour } from '#contracts/parameter';
import type { RigContext, RigPart } from './rig.js';

const levels = 'ADBE Pro Levels2';
const defaultColour: Colour = [0.78, 0.82, 0.88];

function colourOf({ values }: RigContext): Colour {
  const colour = values.colour;
  return typeof colour === 'object' ? colour : defaultColour;
}

/**
 * A solid of the target's size above it, seen through the inverted luminance of a second depth layer. Levels on that layer
 * make everything nearer than the fog's start white, which leaves opacity = density * (1 - depth / start). A track matte
 * sees the layer's effects, so no input stage is needed; Levels are the individual-controls kind because the plain
 * Levels effect takes no expressions on its numbers.
 */
export const fogPart: RigPart = {
  slots: ['fog.density', 'fog.start'],
  readsDepth: false,
  prepare: (context) => [
    {
      kind: 'duplicateLayer', id: 'fog', source: { solid: colourOf(context) }, name: `${context.title} Fog`,
      place: { side: 'above', of: 'target' }, visible: true, guide: false, label: 5,
    },
    {
      kind: 'duplicateLayer', id: 'fogDepth', source: context.footage, name: `${context.title} Fog depth`,
      place: { side: 'above', of: 'fog' }, visible: false, guide: false, label: 5,
    },
    { kind: 'addEffect', id: 'fogLevels', layer: 'fogDepth', matchName: levels, name: `${context.title} Fog range`, values: [] },
    { kind: 'setMatte', id: 'fogMatte', layer: 'fog', matte: 'fogDepth', type: 'lumaInverted' },
  ],
  bind: (slot) =>
    slot === 'fog.density'
      ? [{ property: { layer: 'fog', path: ['ADBE Transform Group', 'ADBE Opacity'] }, scale: 100, low: 0, high: 100 }]
      : [{ property: { layer: 'fogDepth', effect: 'fogLevels', path: [`${levels}-0005`] }, scale: 1, low: 0.01, high: 10 }],
};
