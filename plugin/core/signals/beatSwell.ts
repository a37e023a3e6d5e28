import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { lastKeyIndex } from './heldTrack.js';
import { eventsOf, spansOf } from './jumps.js';

const shortestSwell = 0.002;

/** Up and down by the same soft curve: half of the duration each way. */
export const beatSwell: SignalKind<SignalOf<'beatSwell'>> = {
  inputs: (node) => [node.duration],
  evaluate: (node, at, context, evaluate) => {
    const track = eventsOf(node.events, context);
    const index = lastKeyIndex(track, at);
    if (index < 0) return 0;
    const done = Math.max(0, at - track.times[index]) / Math.max(shortestSwell, evaluate(node.duration, at));
    const rise = Math.max(0, 1 - Math.abs(2 * done - 1));
    return track.values[index] * rise * rise * (3 - 2 * rise);
  },
  print: (node, printer) => {
    const duration = printer.input(node.duration);
    const keys = printer.shared(printer.slider('events', node.events));
    const index = printer.shared(`${printer.lastKey()}(${keys}, time)`);
    const value = printer.variable('0');
    const rise = printer.variable('0');
    printer.statement(
      `if (${index} > 0) {\n` +
        `  ${rise} = Math.max(0, time - ${keys}.key(${index}).time) / Math.max(${shortestSwell}, ${duration});\n` +
        `  ${rise} = Math.max(0, 1 - Math.abs(2 * ${rise} - 1));\n` +
        `  ${value} = Number(${keys}.key(${index}).value) * ${rise} * ${rise} * (3 - 2 * ${rise});\n` +
        `}`,
    );
    return value;
  },
  keyTimes: (node, context, range, evaluate) => {
    const track = eventsOf(node.events, context);
    const whole = (start: number): number => Math.max(shortestSwell, evaluate(node.duration, start));
    return [...spansOf(track, range, whole), ...spansOf(track, range, (start) => whole(start) / 2)];
  },
};
