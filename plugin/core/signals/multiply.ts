import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';

export const multiply: SignalKind<SignalOf<'multiply'>> = {
  inputs: (node) => node.inputs,
  evaluate: (node, at, _context, evaluate) => node.inputs.reduce((product, input) => product * evaluate(input, at), 1),
  print: (node, printer) => `(${['1', ...node.inputs.map((input) => printer.input(input))].slice(node.inputs.length > 0 ? 1 : 0).join(' * ')})`,
  keyTimes: () => [],
};
