import type { Seconds } from '#contracts/units';

/** Hold keyframes: `values[i]` from `times[i]` on. Times rise strictly. */
export interface HeldTrack {
  readonly times: readonly Seconds[];
  readonly values: readonly number[];
}

/**
 * A key counts as reached this many seconds early: hosts store key times rounded, and a key meant for a frame
 * must act on that frame (a frame lasts at least 8 ms).
 */
export const keyTolerance: Seconds = 0.0001;

/** Index of the last key at or before `time` (within `keyTolerance`), -1 when there is none. O(log n). */
export function lastKeyIndex(track: HeldTrack, time: Seconds): number {
  let low = 0;
  let high = track.times.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (track.times[middle - 1] <= time + keyTolerance) low = middle;
    else high = middle - 1;
  }
  return low - 1;
}

/** Value of the held track at a time: as in After Effects the first key's value before the first key; `empty` without keys. */
export function heldValue(track: HeldTrack, time: Seconds, empty: number): number {
  if (track.times.length === 0) return empty;
  return track.values[Math.max(0, lastKeyIndex(track, time))];
}
