import type { SlotName } from '#contracts/slots';
import { exposurePart } from './exposure.js';
import { focusPart } from './focus.js';
import { fogPart } from './fog.js';
import { isolatePart } from './isolate.js';
import { parallaxPart } from './parallax.js';
import { pushPart } from './push.js';
import type { RigPart } from './rig.js';
import { zoomPart } from './zoom.js';

/** The parts in the order their effects stack: light, blur in place, then moves, which take the blur along. */
export const afterEffectsRig: readonly RigPart[] = [exposurePart, focusPart, parallaxPart, pushPart, zoomPart, fogPart, isolatePart];

/** The part that carries a slot in After Effects, if any does. */
export function partOf(slot: SlotName): RigPart | undefined {
  return afterEffectsRig.find((part) => part.slots.includes(slot));
}
