import type { Signal } from '#contracts/signal';
import type { SlotBinding } from './rigs/rig.js';

/** A slot's signal in the units and the range of the property that it moves. */
export function signalForBinding(signal: Signal, binding: SlotBinding): Signal {
  const scaled: Signal = binding.scale === 1 ? signal : { kind: 'multiply', inputs: [signal, { kind: 'constant', value: binding.scale }] };
  return { kind: 'clamp', input: scaled, low: binding.low, high: binding.high };
}
