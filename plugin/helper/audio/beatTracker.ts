import type { BeatGridProvenance } from '#contracts/beatGrid';
import type { Hertz, Unit } from '#contracts/units';
import type { TrackedBeats } from '#core/music/trackBeats';

/** Hears which part of the work is done, 0..1; may throw to end it. */
export type Pace = (done: Unit) => Promise<void>;

/** One piece of music on its way through a tracker. */
export interface BeatTracking {
  /** Takes the next block, float32 mono at the tracker's sample rate. */
  push(samples: Float32Array): void | Promise<void>;
  /** Beats of all that was pushed; none when there was nothing to follow. `pace` is awaited many times on the way. */
  finish(pace?: Pace): Promise<TrackedBeats>;
}

/** Port: finds the beats of music that streams through it. */
export interface BeatTracker {
  readonly provenance: Pick<BeatGridProvenance, 'algorithm' | 'algorithmVersion'>;
  readonly sampleRate: Hertz;
  start(): BeatTracking;
}
