import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';

export const parameter: SignalKind<SignalOf<'parameter'>> = {
  inputs: () => [],
  evaluate: (node, _time, context) => {
    const value = context.values[node.name];
    if (typeof value !== 'number') throw new RangeError(`the parameter ${node.name} has no number`);
    return value;
  },
  print: (node, printer) => `${printer.slider('parameter', node.name)}.value`,
  keyTimes: () => [],
};
