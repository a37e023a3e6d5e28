import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, spansOf } from './jumps.js';

const shortestSwap = 0.001;

/** Never jumps: a move that would last into the next event is made faster. */
export const beatSwap: SignalKind<SignalOf<'beatSwap'>> = {
  inputs: (node) => [node.duration],
  evaluate: (node, at, context, evaluate) => {
    const track = eventsOf(node.events, context);
    const index = lastKeyIndex(track, at);
    if (index < 0) return 0;
    let span = Math.max(shortestSwap, evaluate(node.duration, at));
    if (index + 1 < track.times.length) span = Math.min(span, track.times[index + 1] - track.times[index]);
    let move = Math.min(1, Math.max(0, at - track.times[index]) / span);
    move = move * move * (3 - 2 * move);
    return (index + 1) % 2 === 1 ? move : 1 - move;
  },
  print: (node, printer) => {
    const duration = printer.input(node.duration);
    const keys = printer.shared(printer.slider('events', node.events));
    const index = printer.shared(`${printer.lastKey()}(${keys}, time)`);
    const span = printer.variable(`Math.max(${shortestSwap}, ${duration})`);
    const move = printer.variable('0');
    printer.statement(
      `if (${index} > 0) {\n` +
        `  if (${index} < ${keys}.numKeys) { ${span} = Math.min(${span}, ${keys}.key(${index} + 1).time - ${keys}.key(${index}).time); }\n` +
        `  ${move} = Math.min(1, Math.max(0, time - ${keys}.key(${index}).time) / ${span});\n` +
        `  ${move} = ${move} * ${move} * (3 - 2 * ${move});\n` +
        `  if (${index} % 2 !== 1) { ${move} = 1 - ${move}; }\n` +
        `}`,
    );
    return move;
  },
  keyTimes: (node, context, range, evaluate) =>
    spansOf(eventsOf(node.events, context), range, (start) => Math.max(shortestSwap, evaluate(node.duration, start))).map(({ time }) => ({ time, jump: false })),
};
