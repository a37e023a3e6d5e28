import type { Parameter } from './parameter.js';
import type { Signal } from './signal.js';
import type { SlotName } from './slots.js';

/** Which moments of the music become events. `share` names a number parameter 0..1: that part of the beats, the hardest first. */
export type Accent =
  | { readonly kind: 'strongBeats'; readonly share: string }
  | { readonly kind: 'beats' }
  | { readonly kind: 'downbeats' }
  /** `count`: a whole number, or the name of a number parameter. */
  | { readonly kind: 'everyNth'; readonly count: number | string; readonly offset: number }
  | { readonly kind: 'hits'; readonly band: 'kick' | 'snare' | 'hat' }
  | { readonly kind: 'sections' };

/** A slider of the control layer that carries one key per event. */
export interface EventStream {
  /** Name of the slider; ASCII. */
  readonly label: string;
  /** A fixed accent, or the name of a choice parameter whose options are accent names. */
  readonly accent: Accent | { readonly kind: 'chosen'; readonly parameter: string };
  /** Events closer together than this many seconds lose the weaker one. Streams that move light are never closer than 1/3 s, whatever stands here. */
  readonly minimumGap: number;
  /** Strength of the weakest event, 0..1; the rest is spread above it. 1: all events count alike. */
  readonly floor: number;
  /** True when the recipe also works without any of these events. */
  readonly optional: boolean;
}

/** A signal that is computed once on the control layer and read by many tracks. */
export interface NamedSignal {
  readonly label: string;
  readonly sentence: string;
  readonly signal: Signal;
}

export interface Track {
  readonly slot: SlotName;
  readonly signal: Signal;
  /** Largest distance from the signal that baked keys may have, in the slot's unit. */
  readonly tolerance: number;
}

/** An effect as data: no host name, match name or shader name occurs in it. Parsed, never run. */
export interface Recipe {
  readonly schema: 'depthbeat.recipe';
  readonly version: 1;
  readonly id: string;
  readonly title: string;
  /** One sentence for the list: what one sees. */
  readonly sentence: string;
  readonly parameters: readonly Parameter[];
  readonly events: Readonly<Record<string, EventStream>>;
  readonly signals: Readonly<Record<string, NamedSignal>>;
  readonly tracks: readonly Track[];
}
