import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';
import { printNumber } from './printNumber.js';

export const constant: SignalKind<SignalOf<'constant'>> = {
  inputs: () => [],
  evaluate: (node) => node.value,
  print: (node) => printNumber(node.value),
  keyTimes: () => [],
};
