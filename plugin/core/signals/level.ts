import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, jumpsOf } from './jumps.js';
import { printNumber } from './printNumber.js';

export const level: SignalKind<SignalOf<'level'>> = {
  inputs: () => [],
  evaluate: (node, at, context) => {
    const track = eventsOf(node.events, context);
    const index = lastKeyIndex(track, at);
    return index < 0 ? node.before : track.values[index];
  },
  print: (node, printer) => {
    const keys = printer.shared(printer.slider('events', node.events));
    const index = printer.shared(`${printer.lastKey()}(${keys}, time)`);
    const value = printer.variable(printNumber(node.before));
    printer.statement(`if (${index} > 0) { ${value} = Number(${keys}.key(${index}).value); }`);
    return value;
  },
  keyTimes: (node, context, range) => jumpsOf(eventsOf(node.events, context), range),
};
