import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, spansOf } from './jumps.js';

/** A shorter fall than this is a flash of one frame at any rate; it keeps the division safe when a slider is at 0. */
const shortestDecay = 0.001;

/** A cubic fall is one Bezier segment in a host, so a baked pulse is exact with two keys. */
export const beatPulse: SignalKind<SignalOf<'beatPulse'>> = {
  inputs: (node) => [node.decay],
  evaluate: (node, at, context, evaluate) => {
    const track = eventsOf(node.events, context);
    const index = lastKeyIndex(track, at);
    if (index < 0) return 0;
    const left = 1 - Math.max(0, at - track.times[index]) / Math.max(shortestDecay, evaluate(node.decay, at));
    return left > 0 ? track.values[index] * left * left * left : 0;
  },
  print: (node, printer) => {
    const decay = printer.input(node.decay);
    const keys = printer.shared(printer.slider('events', node.events));
    const index = printer.shared(`${printer.lastKey()}(${keys}, time)`);
    const value = printer.variable('0');
    const left = printer.variable('0');
    printer.statement(
      `if (${index} > 0) {\n` +
        `  ${left} = 1 - Math.max(0, time - ${keys}.key(${index}).time) / Math.max(${shortestDecay}, ${decay});\n` +
        `  if (${left} > 0) { ${value} = Number(${keys}.key(${index}).value) * ${left} * ${left} * ${left}; }\n` +
        `}`,
    );
    return value;
  },
  keyTimes: (node, context, range, evaluate) =>
    spansOf(eventsOf(node.events, context), range, (start) => Math.max(shortestDecay, evaluate(node.decay, start))),
};
