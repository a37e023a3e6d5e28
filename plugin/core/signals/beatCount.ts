import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, jumpsOf } from './jumps.js';

export const beatCount: SignalKind<SignalOf<'beatCount'>> = {
  inputs: () => [],
  evaluate: (node, at, context) => (lastKeyIndex(eventsOf(node.events, context), at) + 1) % node.modulus,
  print: (node, printer) => {
    const keys = printer.shared(printer.slider('events', node.events));
    const index = printer.shared(`${printer.lastKey()}(${keys}, time)`);
    return `(${index} % ${node.modulus})`;
  },
  keyTimes: (node, context, range) => jumpsOf(eventsOf(node.events, context), range),
};
