import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, jumpsOf } from './jumps.js';

export const beatCount: SignalKind<SignalOf<'beatCount'>> = {
  inputs: () => [],
  evaluate: (node, at, context) => (lastKeyIndex(eventsOf(node.events, context), at) + 1) % node.modulus,
  print: (node, printer) => {
    const keys = printer.variable(printer.slider('events', node.events));
    return printer.variable(`${printer.lastKey()}(${keys}, time) % ${node.modulus}`);
  },
  keyTimes: (node, context, range) => jumpsOf(eventsOf(node.events, context), range),
};
