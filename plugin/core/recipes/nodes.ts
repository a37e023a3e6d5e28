import type { Signal } from '#contracts/signal';

/** Short hands that make recipes readable as sentences. They build plain data. */
export const constant = (value: number): Signal => ({ kind: 'constant', value });
export const parameter = (name: string): Signal => ({ kind: 'parameter', name });
export const named = (name: string): Signal => ({ kind: 'signal', name });
export const sum = (...inputs: readonly Signal[]): Signal => ({ kind: 'add', inputs });
export const product = (...inputs: readonly Signal[]): Signal => ({ kind: 'multiply', inputs });
export const clamped = (input: Signal, low: number, high: number): Signal => ({ kind: 'clamp', input, low, high });
/** A parameter given in beats, as seconds at the tempo of the moment. */
export const inBeats = (name: string): Signal => product(parameter(name), { kind: 'beatLength' });
