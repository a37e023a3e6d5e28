import type { Signal, SignalKindName, SignalOf } from '#contracts/signal';
import type { Seconds } from '#contracts/units';
import { add } from './add.js';
import { beatCount } from './beatCount.js';
import { beatLength } from './beatLength.js';
import { beatPhase } from './beatPhase.js';
import { beatPulse } from './beatPulse.js';
import { beatSwap } from './beatSwap.js';
import { beatSwell } from './beatSwell.js';
import { clamp } from './clamp.js';
import { constant } from './constant.js';
import { ease } from './ease.js';
import { flashLimit } from './flashLimit.js';
import { level } from './level.js';
import { mix } from './mix.js';
import { multiply } from './multiply.js';
import { namedSignal } from './namedSignal.js';
import { oscillator } from './oscillator.js';
import { parameter } from './parameter.js';
import { plane } from './plane.js';
import { seededNoise } from './seededNoise.js';
import type { KeyTime, SignalContext, SignalKind, TimeRange } from './signalKind.js';
import { time } from './time.js';

/** Exhaustive: a new kind without a file does not compile. */
export const signalKinds: { readonly [Kind in SignalKindName]: SignalKind<SignalOf<Kind>> } = {
  add, beatCount, beatLength, beatPhase, beatPulse, beatSwap, beatSwell, clamp, constant, ease, flashLimit, level, mix, multiply,
  oscillator, parameter, plane, seededNoise, signal: namedSignal, time,
};

/** The kind of a node. The one place where the map's precise type is given up. */
export function kindOf(signal: Signal): SignalKind<Signal> {
  return signalKinds[signal.kind] as unknown as SignalKind<Signal>;
}

/** The number a signal stands at. */
export function evaluateSignal(signal: Signal, at: Seconds, context: SignalContext): number {
  return kindOf(signal).evaluate(signal, at, context, (input, when) => evaluateSignal(input, when, context));
}

/** All instants in the range where the signal bends or jumps, those of the signals it names included; unordered. */
export function keyTimesOf(signal: Signal, context: SignalContext, range: TimeRange): KeyTime[] {
  const kind = kindOf(signal);
  const read = signal.kind === 'signal' ? [context.signals[signal.name]] : kind.inputs(signal);
  const own = kind.keyTimes(signal, context, range, (input, when) => evaluateSignal(input, when, context));
  return [...own, ...read.flatMap((input) => keyTimesOf(input, context, range))];
}

/** Every node of a tree, the root first. */
export function nodesOf(signal: Signal): Signal[] {
  return [signal, ...kindOf(signal).inputs(signal).flatMap(nodesOf)];
}
