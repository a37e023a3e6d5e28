import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { printNumber } from './printNumber.js';

export const clamp: SignalKind<SignalOf<'clamp'>> = {
  inputs: (node) => [node.input],
  evaluate: (node, at, _context, evaluate) => Math.min(node.high, Math.max(node.low, evaluate(node.input, at))),
  print: (node, printer) => `Math.min(${printNumber(node.high)}, Math.max(${printNumber(node.low)}, ${printer.input(node.input)}))`,
  keyTimes: () => [],
};
