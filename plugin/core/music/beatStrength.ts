import type { Seconds, Unit } from '#contracts/units';
import { firstFrom, peakNear, standardise } from './curve.js';
import type { DescriptiveFrames } from './descriptiveFrames.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** Share of values that lie below each one, ties half: 0..1, evenly spread over the song. */
export function rankWithin(values: readonly number[]): Unit[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (values.length < 2) return values.map(() => 0.5);
  return values.map((value) => {
    const first = firstFrom(sorted, value);
    const last = firstFrom(sorted, value + 1e-9);
    return Math.min(1, (first + Math.max(first, last - 1)) / 2 / (sorted.length - 1));
  });
}

/**
 * How hard each beat hits, ranked within the song: the onset on it, its low end most of all, and how loud the music
 * is there, so that a chorus outranks a verse of the same pattern.
 */
export function beatStrengths(times: readonly Seconds[], strength: OnsetStrength, described: DescriptiveFrames): Unit[] {
  const at = (curve: Float32Array): number[] => times.map((time) => Math.min(4, peakNear(curve, time * ONSET_FRAMES_PER_SECOND, 3)));
  const total = standardise(at(strength.total));
  const low = standardise(at(strength.groups.low));
  const loud = standardise(times.map((time) => peakNear(described.loudness, time * described.framesPerSecond, 1)));
  return rankWithin(times.map((_, i) => total[i] + 0.5 * low[i] + 0.7 * loud[i]));
}
