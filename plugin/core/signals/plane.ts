import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { heldValue } from './heldTrack.js';
import { jumpsOf } from './jumps.js';

/** Where the foreground or background lies when the pass says nothing. */
const noPlane = { near: 0.8, far: 0.2 } as const;

export const plane: SignalKind<SignalOf<'plane'>> = {
  inputs: () => [],
  evaluate: (node, at, context) => heldValue(context.planes[node.plane], at, noPlane[node.plane]),
  print: (node, printer) => `${printer.slider('plane', node.plane)}.value`,
  keyTimes: (node, context, range) => jumpsOf(context.planes[node.plane], range),
};
