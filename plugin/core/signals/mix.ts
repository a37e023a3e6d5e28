import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';

export const mix: SignalKind<SignalOf<'mix'>> = {
  inputs: (node) => [node.from, node.to, node.amount],
  evaluate: (node, at, _context, evaluate) => {
    const from = evaluate(node.from, at);
    return from + (evaluate(node.to, at) - from) * evaluate(node.amount, at);
  },
  print: (node, printer) => {
    const from = printer.variable(printer.input(node.from));
    return `(${from} + (${printer.input(node.to)} - ${from}) * ${printer.input(node.amount)})`;
  },
  keyTimes: () => [],
};
