import type { SignalOf } from '#contracts/signal';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, jumpsOf } from './jumps.js';
import type { SignalKind } from './signalKind.js';

/** Flashes allowed in a second (WCAG 2.3.1, ITU-R BT.1702). */
const flashes = 3;
/**
 * Seconds the allowed flashes and the next event have to span. A frame (24 a second) less than one second, for a third of a second is no
 * whole number of frames; a flash that begins so late has its second half beyond the second.
 */
const span = 0.95;

/**
 * Looks back a fixed number of keys, so that keys an editor adds by hand are held in check too: of any four in a row the fourth is
 * without light when they lie closer than that. No more than three of the events that count then fall in a span.
 */
export const flashLimit: SignalKind<SignalOf<'flashLimit'>> = {
  inputs: () => [],
  evaluate: (node, at, context) => {
    const { times } = eventsOf(node.events, context);
    const index = lastKeyIndex(eventsOf(node.events, context), at);
    return index >= flashes && times[index] - times[index - flashes] < span ? 0 : 1;
  },
  print: (node, printer) => {
    const keys = printer.shared(printer.slider('events', node.events));
    const index = printer.shared(`${printer.lastKey()}(${keys}, time)`);
    const limit = printer.variable('1');
    printer.statement(`if (${index} > ${flashes}) {\n  if (${keys}.key(${index}).time - ${keys}.key(${index} - ${flashes}).time < ${span}) { ${limit} = 0; }\n}`);
    return limit;
  },
  keyTimes: (node, context, range) => jumpsOf(eventsOf(node.events, context), range),
};
