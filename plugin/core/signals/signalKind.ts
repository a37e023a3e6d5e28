import type { ParameterValues } from '#contracts/parameter';
import type { Signal } from '#contracts/signal';
import type { Seconds } from '#contracts/units';
import type { HeldTrack } from './heldTrack.js';

/** Everything a signal may read. All times are composition seconds. */
export interface SignalContext {
  readonly values: ParameterValues;
  readonly events: Readonly<Record<string, HeldTrack>>;
  readonly planes: Readonly<Record<'near' | 'far', HeldTrack>>;
  readonly beatLength: HeldTrack;
  readonly signals: Readonly<Record<string, Signal>>;
}

/** An instant where a bake must place a key. `jump`: the value before it differs from the value at it. */
export interface KeyTime {
  readonly time: Seconds;
  readonly jump: boolean;
}

/** Evaluates an input of a node. */
export type EvaluateInput = (input: Signal, time: Seconds) => number;

/**
 * Collects the statements of one expression. Names given out are unique within it.
 * What is printed is ES3 that both After Effects engines and lottie-web run.
 */
export interface Printer {
  /** Prints an input of the node; returns an expression without side effects. */
  input(input: Signal): string;
  /** Expression that is the slider's property object. */
  slider(role: 'parameter' | 'signal' | 'events' | 'plane' | 'beatLength', name: string): string;
  /** Declares a variable and returns its name. */
  variable(value: string): string;
  /** As `variable`, for a value that is never assigned to again: the same text is computed once. */
  shared(value: string): string;
  /** Appends a statement. */
  statement(text: string): void;
  /** Name of a function `(slider, time) -> index of the last key at or before time, 0 = none`, defined once. */
  lastKey(): string;
}

/** One kind of node: the three readings of it, and what it reads. */
export interface SignalKind<Node extends Signal> {
  inputs(node: Node): readonly Signal[];
  evaluate(node: Node, time: Seconds, context: SignalContext, evaluate: EvaluateInput): number;
  print(node: Node, printer: Printer): string;
  /** Own key times within [start, end], unordered; those of the inputs are added by the caller. */
  keyTimes(node: Node, context: SignalContext, range: TimeRange, evaluate: EvaluateInput): readonly KeyTime[];
}

export interface TimeRange {
  readonly start: Seconds;
  readonly end: Seconds;
}
