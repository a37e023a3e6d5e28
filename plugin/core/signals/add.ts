import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';

export const add: SignalKind<SignalOf<'add'>> = {
  inputs: (node) => node.inputs,
  evaluate: (node, at, _context, evaluate) => node.inputs.reduce((sum, input) => sum + evaluate(input, at), 0),
  print: (node, printer) => `(${['0', ...node.inputs.map((input) => printer.input(input))].slice(node.inputs.length > 0 ? 1 : 0).join(' + ')})`,
  keyTimes: () => [],
};
