import type { RigPart } from './rig.js';

const extract = 'ADBE Extract';
/** Extract counts luminance in 0..255 at every bit depth. */
const steps = 255;
const suffixes = { 'isolate.far': '0003', 'isolate.near': '0004' } as const;

/**
 * A black solid above the target, seen where a second depth layer is not: Extract leaves that layer opaque between its black and
 * white points, with soft sides. Both softness values follow one slot.
 */
export const isolatePart: RigPart = {
  slots: ['isolate.amount', 'isolate.near', 'isolate.far', 'isolate.softness'],
  readsDepth: false,
  prepare: ({ title, footage }) => [
    { kind: 'duplicateLayer', id: 'shade', source: { solid: [0, 0, 0] }, name: `${title} Shade`, place: { side: 'above', of: 'target' }, visible: true, guide: false, label: 5 },
    { kind: 'duplicateLayer', id: 'shadeDepth', source: footage, name: `${title} Shade depth`, place: { side: 'above', of: 'shade' }, visible: false, guide: false, label: 5 },
    { kind: 'addEffect', id: 'slice', layer: 'shadeDepth', matchName: extract, name: `${title} Slice`, values: [] },
    { kind: 'setMatte', id: 'shadeMatte', layer: 'shade', matte: 'shadeDepth', type: 'alphaInverted' },
  ],
  bind: (slot) => {
    if (slot === 'isolate.amount') return [{ property: { layer: 'shade', path: ['ADBE Transform Group', 'ADBE Opacity'] }, scale: 100, low: 0, high: 100 }];
    const property = (suffix: string) => ({ property: { layer: 'shadeDepth', effect: 'slice', path: [`${extract}-${suffix}`] }, scale: steps, low: 0, high: steps });
    if (slot === 'isolate.softness') return [property('0005'), property('0006')];
    return [property(suffixes[slot as keyof typeof suffixes])];
  },
};
