import type { TimeRange } from './gridEdit.js';
import type { BeatsPerMinute, Seconds, Unit } from './units.js';

/** One beat of the musical grid. Times are seconds of the music as the host plays it, exact doubles, never snapped to frames. */
export interface Beat {
  readonly time: Seconds;
  /** Place in the bar, 1-based; 0 when not known. */
  readonly barPosition: number;
  readonly downbeat: boolean;
  /** How hard this beat hits, ranked within the song. */
  readonly strength: Unit;
  readonly confidence: Unit;
}

/** A stretch in which one tempo describes the beats. */
export interface TempoSegment {
  readonly start: Seconds;
  readonly end: Seconds;
  readonly bpm: BeatsPerMinute;
  /** True when the beats lie on a straight line (programmed music, or a click was followed); false when times are as played. */
  readonly steady: boolean;
}

/** A part of the form, snapped to downbeats. */
export interface Section {
  readonly start: Seconds;
  readonly end: Seconds;
  readonly label: string;
  readonly energy: Unit;
}

export type HitBand = 'kick' | 'snare' | 'hat';

/** A real onset in one band; unlike beats, hits sit where the sound is. */
export interface Hit {
  readonly time: Seconds;
  readonly band: HitBand;
  readonly strength: Unit;
}

export interface BeatGridProvenance {
  /** Tracker id, for example `depthbeat.barPointer`. */
  readonly algorithm: string;
  readonly algorithmVersion: string;
  readonly source: { readonly path: string; readonly fingerprint: string };
  /** Names of the edits applied by hand since, in order. */
  readonly edits: readonly string[];
}

/** Stored as `beats.json`. Upgrades between versions are pure functions in `core/parsing`. */
export interface BeatGrid {
  readonly schema: 'depthbeat.beatGrid';
  readonly version: 1;
  readonly duration: Seconds;
  /** Median tempo; 0 when there are no beats. */
  readonly tempo: BeatsPerMinute;
  readonly metre: { readonly beatsPerBar: number };
  readonly confidence: Unit;
  readonly beats: readonly Beat[];
  readonly tempoSegments: readonly TempoSegment[];
  readonly sections: readonly Section[];
  readonly hits: readonly Hit[];
  /** Stretches that edits and new analyses leave as they are; absent = none. Ascending, not touching. */
  readonly locks?: readonly TimeRange[];
  readonly provenance: BeatGridProvenance;
}
