import type { Beat, BeatGrid } from '#contracts/beatGrid';
import type { FrameIndex, FrameRate, Seconds } from '#contracts/units';
import { frameIndexToSeconds, secondsToNearestFrameIndex } from '../time/frameRate.js';

/** A beat on a frame of one frame rate. */
export interface SnappedBeat extends Beat {
  readonly frame: FrameIndex;
  /** Exact time of the beat in the grid. */
  readonly exactTime: Seconds;
}

/**
 * A copy of the beats on whole frames. Each time is rounded by itself with the exact fraction, so nothing adds up: every beat
 * stays within half a frame of its place after any length of music. Ties go to the earlier frame; two beats on
 * one frame become one, the stronger.
 */
export function snapToFrames(grid: BeatGrid, rate: FrameRate): SnappedBeat[] {
  const snapped: SnappedBeat[] = [];
  for (const beat of grid.beats) {
    const frame = secondsToNearestFrameIndex(beat.time, rate);
    const last = snapped[snapped.length - 1];
    const candidate = { ...beat, frame, exactTime: beat.time, time: frameIndexToSeconds(frame, rate) };
    if (!last || last.frame !== frame) snapped.push(candidate);
    else if (beat.strength > last.strength) snapped[snapped.length - 1] = candidate;
  }
  return snapped;
}
