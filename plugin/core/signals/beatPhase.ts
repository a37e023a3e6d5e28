import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, jumpsOf } from './jumps.js';

export const beatPhase: SignalKind<SignalOf<'beatPhase'>> = {
  inputs: () => [],
  evaluate: (node, at, context) => {
    const track = eventsOf(node.events, context);
    const index = lastKeyIndex(track, at);
    if (index < 0 || index + 1 >= track.times.length) return 0;
    return Math.max(0, at - track.times[index]) / (track.times[index + 1] - track.times[index]);
  },
  print: (node, printer) => {
    const keys = printer.shared(printer.slider('events', node.events));
    const index = printer.shared(`${printer.lastKey()}(${keys}, time)`);
    const phase = printer.variable('0');
    printer.statement(
      `if (${index} > 0 && ${index} < ${keys}.numKeys) {\n` +
        `  ${phase} = Math.max(0, time - ${keys}.key(${index}).time) / (${keys}.key(${index} + 1).time - ${keys}.key(${index}).time);\n` +
        `}`,
    );
    return phase;
  },
  keyTimes: (node, context, range) => jumpsOf(eventsOf(node.events, context), range),
};
