/**
 * A signal is a number over time, written as a tree of data. It is read three ways: evaluated (preview), printed as
 * an expression (After Effects) and baked to keyframes; `core/signals` has one file per kind.
 *
 * `events` names a keyed slider of the recipe: a key per event, its value the strength of the event.
 * Times and durations are seconds of the composition.
 */
export type Signal =
  | { readonly kind: 'constant'; readonly value: number }
  /** A number parameter of the recipe. */
  | { readonly kind: 'parameter'; readonly name: string }
  /** Another signal of the recipe, computed once and read by many. */
  | { readonly kind: 'signal'; readonly name: string }
  /** Seconds since the start of the composition. */
  | { readonly kind: 'time' }
  /** Depth of the foreground or background of the shot on screen, 0 far..1 near. */
  | { readonly kind: 'plane'; readonly plane: 'near' | 'far' }
  /** Seconds one beat lasts at this moment. */
  | { readonly kind: 'beatLength' }
  /** Strength of the last event, held; `before` until the first. */
  | { readonly kind: 'level'; readonly events: string; readonly before: number }
  /** Jumps to the strength of each event and falls to 0 within `decay` seconds, fast first (cubic). */
  | { readonly kind: 'beatPulse'; readonly events: string; readonly decay: Signal }
  /** Swells from 0 to the strength of each event and back within `duration` seconds, soft at both ends. */
  | { readonly kind: 'beatSwell'; readonly events: string; readonly duration: Signal }
  /** 0 before the first event; every event moves it softly to the other of 0 and 1 within `duration` seconds (or less, when the next event comes sooner). */
  | { readonly kind: 'beatSwap'; readonly events: string; readonly duration: Signal }
  /** Rises evenly from 0 to 1 between an event and the next; 0 before the first and after the last. */
  | { readonly kind: 'beatPhase'; readonly events: string }
  /** Number of events so far modulo `modulus`: 0 before the first, 1 after it, ... */
  | { readonly kind: 'beatCount'; readonly events: string; readonly modulus: number }
  /** 1; 0 from an event on that falls too close after the three before it, until the next that does not: no more than three flashes a second. */
  | { readonly kind: 'flashLimit'; readonly events: string }
  /** Sine of -1..1; `period` in seconds, `phase` in turns. */
  | { readonly kind: 'oscillator'; readonly period: Signal; readonly phase: number }
  /** Smooth repeatable wander in -1..1 with a new target every `period` seconds. */
  | { readonly kind: 'seededNoise'; readonly period: Signal; readonly seed: number }
  /** Input 0..1 bent to a soft start and end. */
  | { readonly kind: 'ease'; readonly input: Signal }
  | { readonly kind: 'clamp'; readonly input: Signal; readonly low: number; readonly high: number }
  | { readonly kind: 'add'; readonly inputs: readonly Signal[] }
  | { readonly kind: 'multiply'; readonly inputs: readonly Signal[] }
  /** `from` where `amount` is 0, `to` where it is 1. */
  | { readonly kind: 'mix'; readonly from: Signal; readonly to: Signal; readonly amount: Signal };

export type SignalKindName = Signal['kind'];
export type SignalOf<Kind extends SignalKindName> = Extract<Signal, { kind: Kind }>;
