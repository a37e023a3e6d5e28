import type { RigPart } from './rig.js';

const transform = 'ADBE Geometry2';

/** A Transform effect, so that the layer's own scale and its keys stay as the editor left them. With Uniform Scale on, Scale Height is the scale. */
export const zoomPart: RigPart = {
  slots: ['camera.zoom'],
  readsDepth: false,
  prepare: ({ title }) => [
    { kind: 'addEffect', id: 'zoom', layer: 'target', matchName: transform, name: `${title} Zoom`, values: [{ parameter: `${transform}-0011`, value: 1 }] },
  ],
  bind: () => [{ property: { layer: 'target', effect: 'zoom', path: [`${transform}-0003`] }, scale: 1, low: 0, high: 30000 }],
};
