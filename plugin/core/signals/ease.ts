import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';

export const ease: SignalKind<SignalOf<'ease'>> = {
  inputs: (node) => [node.input],
  evaluate: (node, at, _context, evaluate) => {
    const x = Math.min(1, Math.max(0, evaluate(node.input, at)));
    return x * x * (3 - 2 * x);
  },
  print: (node, printer) => {
    const x = printer.variable(`Math.min(1, Math.max(0, ${printer.input(node.input)}))`);
    return printer.variable(`${x} * ${x} * (3 - 2 * ${x})`);
  },
  keyTimes: () => [],
};
