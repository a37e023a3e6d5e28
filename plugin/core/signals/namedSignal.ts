import type { Signal, SignalOf } from '#contracts/signal';
import type { SignalContext, SignalKind } from './signalKind.js';

function lookUp(name: string, context: SignalContext): Signal {
  const signal = context.signals[name];
  if (!signal) throw new RangeError(`there is no signal ${name}`);
  return signal;
}

/** Reads another signal of the recipe: in the host the slider that carries it, so that it is computed once a frame. */
export const namedSignal: SignalKind<SignalOf<'signal'>> = {
  inputs: () => [],
  evaluate: (node, time, context, evaluate) => evaluate(lookUp(node.name, context), time),
  print: (node, printer) => `${printer.slider('signal', node.name)}.value`,
  keyTimes: () => [],
};
