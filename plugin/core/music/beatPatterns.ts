import type { Seconds } from '#contracts/units';
import type { MeasuringCurves } from './measuringCurves.js';
import { valueAt } from './measuringCurves.js';
import { fluxGroups } from './onsetFlux.js';

/** Places in a beat at which its pattern is compared: twelfths hold halves, thirds, quarters and sixths. */
export const PATTERN_STEPS = 12;
export const PATTERN_SIZE = PATTERN_STEPS * fluxGroups.length;

/** What sounds within the beats of one way to count. */
export interface BeatPatterns {
  /** PATTERN_SIZE: mean onset strength of each group at twelfths of the beat, group after group. */
  readonly mean: Float64Array;
  /** Beats × PATTERN_SIZE: each beat's own, the mean taken away. */
  readonly own: Float64Array;
  /** Mean square of a beat's own pattern, summed over PATTERN_SIZE. */
  readonly power: number;
}

export function beatPatterns(times: readonly Seconds[], gaps: readonly Seconds[], curves: MeasuringCurves): BeatPatterns {
  const own = new Float64Array(gaps.length * PATTERN_SIZE);
  const mean = new Float64Array(PATTERN_SIZE);
  for (let i = 0; i < gaps.length; i++) {
    for (let k = 0; k < PATTERN_SIZE; k++) {
      const time = times[i] + (gaps[i] * (k % PATTERN_STEPS)) / PATTERN_STEPS;
      const value = valueAt(curves.groups[fluxGroups[Math.floor(k / PATTERN_STEPS)]], time);
      own[i * PATTERN_SIZE + k] = value;
      mean[k] += value / gaps.length;
    }
  }
  let power = 0;
  for (let place = 0; place < own.length; place++) {
    own[place] -= mean[place % PATTERN_SIZE];
    power += own[place] ** 2 / gaps.length;
  }
  return { mean, own, power };
}

/** Mean product of patterns `lag` beats apart over their mean square: 1 for exact repetition, 0 for none or where there are too few beats. */
export function likeness({ own, power }: BeatPatterns, lag: number): number {
  const beats = own.length / PATTERN_SIZE;
  if (beats <= lag) return 0;
  let product = 0;
  for (let place = 0; place < (beats - lag) * PATTERN_SIZE; place++) product += own[place] * own[place + lag * PATTERN_SIZE];
  return product / (beats - lag) / (power + 1e-9);
}

/** Part of the rhythm's variance that the mean pattern explains, 0..1. */
export function regularity({ mean, power }: BeatPatterns): number {
  let explained = 0;
  for (let first = 0; first < PATTERN_SIZE; first += PATTERN_STEPS) {
    const steps = mean.subarray(first, first + PATTERN_STEPS);
    const level = steps.reduce((sum, value) => sum + value, 0) / PATTERN_STEPS;
    for (const value of steps) explained += (value - level) ** 2;
  }
  return explained / (explained + power + 1e-9);
}
