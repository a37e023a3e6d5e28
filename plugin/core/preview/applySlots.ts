import type { SlotValues } from '#contracts/slots';
import type { Grid } from '../depth/grid.js';
import { expose } from './exposure.js';
import { addFog } from './fog.js';
import { isolate } from './isolate.js';
import { lensBlur } from './lensBlur.js';
import { displace, zoom } from './movePixels.js';
import { refuseOtherSize, type RgbPicture } from './picture.js';
import { plainLook, type PreviewLook } from './previewLook.js';

export { plainLook, type PreviewLook };

/** Blur radii below this many pixels are left out. */
const LEAST_RADIUS = 0.3;

type Step = (picture: RgbPicture, depth: Grid, slots: SlotValues, look: PreviewLook) => RgbPicture;

const blurStep: Step = (picture, depth, slots) => {
  const radius = ((slots['focus.blurRadius'] ?? 0) / 100) * picture.width;
  return radius < LEAST_RADIUS ? picture : lensBlur(picture, depth, { focus: slots['focus.distance'] ?? 0.5, radius });
};

const moveStep: Step = (picture, depth, slots) => {
  const move = {
    x: ((slots['parallax.x'] ?? 0) / 100) * picture.width,
    y: ((slots['parallax.y'] ?? 0) / 100) * picture.width,
    push: (slots['push.amount'] ?? 0) / 100,
  };
  return move.x === 0 && move.y === 0 && move.push === 0 ? picture : displace(picture, depth, move);
};

const fogStep: Step = (picture, depth, slots, look) => {
  const density = slots['fog.density'] ?? 0;
  return density <= 0 ? picture : addFog(picture, depth, { density: Math.min(1, density), start: slots['fog.start'] ?? 1, colour: look.fogColour });
};

const isolateStep: Step = (picture, depth, slots) => {
  const amount = Math.min(1, slots['isolate.amount'] ?? 0);
  if (amount <= 0) return picture;
  return isolate(picture, depth, { amount, near: slots['isolate.near'] ?? 1, far: slots['isolate.far'] ?? 0, softness: slots['isolate.softness'] ?? 0 });
};

const exposeStep: Step = (picture, _depth, slots) => ((slots['exposure.gain'] ?? 0) === 0 ? picture : expose(picture, slots['exposure.gain']!));

const zoomStep: Step = (picture, _depth, slots) => {
  const scale = (slots['camera.zoom'] ?? 100) / 100;
  return scale === 1 || !(scale > 0) ? picture : zoom(picture, scale);
};

/**
 * In the order in which the host stacks them: effects on the layer (light, blur, moves, zoom), then layers over it. Each reads the map
 * unmoved, as the host's effects and mattes do.
 */
const steps: readonly Step[] = [exposeStep, blurStep, moveStep, zoomStep, fogStep, isolateStep];

/**
 * The picture with a recipe's slots applied.
 *
 * `picture`: height × width × 3 sRGB bytes. `depth`: the same size, 0 far .. 1 near, linear in disparity (file values / 65535).
 * Units of the slots: see `contracts/slots.ts`. Slots that are absent or at rest leave every byte as it is.
 */
export function applySlots(picture: RgbPicture, depth: Grid, slots: SlotValues, look: PreviewLook = plainLook): RgbPicture {
  refuseOtherSize(picture, depth);
  return steps.reduce((before, step) => step(before, depth, slots, look), picture);
}
