import type { Seconds } from './units.js';

export interface TimeRange {
  readonly start: Seconds;
  /** Exclusive. */
  readonly end: Seconds;
}

/**
 * One repair of a beat grid by hand, as data. Applying one never needs the sound again. A beat is named by a time near it.
 * - `halve`, `double`, `triple`: another metrical level; the number of beats in a bar stays.
 * - `shift`: all beats by so many eighths (half beats), later when positive.
 * - `setDownbeat`: the beat near `time` is a "1"; the bars before and after follow.
 * - `setMetre`: so many beats in a bar, counted from the first downbeat.
 * - `nudge`: all beats by seconds.
 * - `move`, `add`, `delete`: one beat.
 * - `lock`, `unlock`: later edits and analyses leave the stretch as it is.
 * - `refit`: beats of the stretch go on the straight line that fits them best.
 * - `tap`: beats of the tapped stretch are replaced by a fit of the taps, which may be noisy or leave beats out.
 */
export type GridEdit =
  | { readonly kind: 'halve' | 'double' | 'triple'; readonly range?: TimeRange }
  | { readonly kind: 'shift'; readonly eighths: number; readonly range?: TimeRange }
  | { readonly kind: 'setDownbeat'; readonly time: Seconds }
  | { readonly kind: 'setMetre'; readonly beatsPerBar: number }
  | { readonly kind: 'nudge'; readonly seconds: Seconds; readonly range?: TimeRange }
  | { readonly kind: 'move'; readonly time: Seconds; readonly to: Seconds }
  | { readonly kind: 'add' | 'delete'; readonly time: Seconds }
  | { readonly kind: 'lock' | 'unlock'; readonly range: TimeRange }
  | { readonly kind: 'refit'; readonly range: TimeRange }
  | { readonly kind: 'tap'; readonly taps: readonly Seconds[] };
