import type { SignalOf } from '#contracts/signal';
import type { SignalKind } from './signalKind.js';

export const time: SignalKind<SignalOf<'time'>> = {
  inputs: () => [],
  evaluate: (_node, at) => at,
  print: () => 'time',
  keyTimes: () => [],
};
