import type { SignalOf } from '#contracts/signal';
import type { KeyTime, SignalKind } from './signalKind.js';
import { printNumber } from './printNumber.js';

const shortestPeriod = 0.02;

/** Keys at every quarter turn; the bake adds more where its tolerance asks for them. */
export const oscillator: SignalKind<SignalOf<'oscillator'>> = {
  inputs: (node) => [node.period],
  evaluate: (node, at, _context, evaluate) => Math.sin(2 * Math.PI * (at / Math.max(shortestPeriod, evaluate(node.period, at)) + node.phase)),
  print: (node, printer) =>
    printer.variable(`Math.sin(2 * Math.PI * (time / Math.max(${shortestPeriod}, ${printer.input(node.period)}) + ${printNumber(node.phase)}))`),
  keyTimes: (node, _context, range, evaluate) => {
    const found: KeyTime[] = [];
    const quarter = Math.max(shortestPeriod, evaluate(node.period, range.start)) / 4;
    for (let time = range.start; time <= range.end; time += quarter) found.push({ time, jump: false });
    return found;
  },
};
