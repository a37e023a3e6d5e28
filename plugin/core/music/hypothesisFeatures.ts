import type { Seconds } from '#contracts/units';
import type { BeatHypothesis } from './beatHypotheses.js';
import { intervals, median } from './curve.js';
import type { HarmonicChange } from './harmonicChange.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';
import { fluxGroups, type FluxGroup } from './onsetFlux.js';

/**
 * What speaks for or against one way to count, in the order of the weights:
 * distance from a comfortable tempo; onsets between beats and low onsets on and between them; chord changes on beats and
 * between them; how alike beats are that lie 2 and 8 apart; the path's own score; whether it was made by shifting another path by
 * half a beat; whether the sixteenth before a beat is stronger than the one after (an upbeat), the same for triplets; how much of
 * the rhythm is one pattern that each beat repeats; and how far the number of onsets a beat is from the usual one. Few, so that what is learnt on made music holds for other music: five more
 * (alternation of strong and weak or of low and bright beats, likeness 1 and 6 apart, a shift by thirds) fitted the made music better and others worse.
 */
export const hypothesisFeatureNames = [
  'tempoDistance',
  'betweenTotal',
  'onLow',
  'betweenLow',
  'chordOn',
  'chordBetween',
  'alike2',
  'alike8',
  'pathScore',
  'shiftedByHalf',
  'sixteenthUpbeat',
  'tripletUpbeat',
  'regularity',
  'density',
] as const;
export type HypothesisFeatures = Readonly<Record<(typeof hypothesisFeatureNames)[number], number>>;

/** The features, and what no weight is learnt for because music does not show it. */
export interface HypothesisMeasures extends HypothesisFeatures {
  /** Whether every beat sounds and nothing between them does, as with a metronome: 0..1. */
  readonly barePulse: number;
}

/** Curves that all hypotheses of a song are measured on, peaks widened so that a beat need not hit its frame. */
export interface MeasuringCurves {
  readonly groups: Readonly<Record<FluxGroup, Float32Array>>;
  readonly total: Float32Array;
  /** Number of onsets before each frame. */
  readonly onsetsBefore: Int32Array;
  readonly harmony: HarmonicChange;
}

/** Beats within ±20 ms of an onset count as on it; more than four times the usual onset says no more than four. */
const REACH_FRAMES = 2;
const STRONGEST = 4;

function widenPeaks(curve: Float32Array): Float32Array {
  return curve.map((_, n) => {
    let peak = 0;
    for (let k = Math.max(0, n - REACH_FRAMES); k <= Math.min(curve.length - 1, n + REACH_FRAMES); k++) peak = Math.max(peak, curve[k]);
    return Math.min(STRONGEST, peak);
  });
}

export function measuringCurves(strength: OnsetStrength, harmony: HarmonicChange): MeasuringCurves {
  const groups = Object.fromEntries(fluxGroups.map((name) => [name, widenPeaks(strength.groups[name])])) as Record<FluxGroup, Float32Array>;
  return { groups, total: widenPeaks(strength.total), onsetsBefore: countOnsets(strength.total), harmony };
}

const valueAt = (curve: Float32Array, time: Seconds): number => curve[Math.round(time * ONSET_FRAMES_PER_SECOND)] ?? 0;

/** Places in a beat at which a pattern is compared. */
const PATTERN_STEPS = 8;
const PATTERN_SIZE = PATTERN_STEPS * fluxGroups.length;

interface BeatPatterns {
  /** PATTERN_SIZE: mean onset strength of each group at eighths of the beat, group after group. */
  readonly mean: Float64Array;
  /** Beats × PATTERN_SIZE: each beat's own, the mean taken away. */
  readonly own: Float64Array;
  /** Mean square of a beat's own pattern, summed over PATTERN_SIZE. */
  readonly power: number;
}

function beatPatterns(times: readonly Seconds[], gaps: readonly Seconds[], curves: MeasuringCurves): BeatPatterns {
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

/** Mean product of patterns `lag` beats apart over their mean square: 1 for exact repetition, 0 for none. */
function likeness({ own, power }: BeatPatterns, lag: number): number {
  const beats = own.length / PATTERN_SIZE;
  if (beats <= lag) return 0;
  let product = 0;
  for (let place = 0; place < (beats - lag) * PATTERN_SIZE; place++) product += own[place] * own[place + lag * PATTERN_SIZE];
  return product / (beats - lag) / (power + 1e-9);
}

/** Part of the rhythm's variance that the mean pattern explains, 0..1. */
function regularity({ mean, power }: BeatPatterns): number {
  let explained = 0;
  for (let first = 0; first < PATTERN_SIZE; first += PATTERN_STEPS) {
    const steps = mean.subarray(first, first + PATTERN_STEPS);
    const level = steps.reduce((sum, value) => sum + value, 0) / PATTERN_STEPS;
    for (const value of steps) explained += (value - level) ** 2;
  }
  return explained / (explained + power + 1e-9);
}

/** Usual number of onsets a beat (2 to 4 in most music), and what counts as one, in ordinary onsets. */
const USUAL_DENSITY = 2.5;
const ONSET = 0.5;

/** Squared distance of the onsets a beat from the usual number, octaves. `onsetsBefore[n]` counts onsets before frame n. */
function densityDistance(times: readonly Seconds[], onsetsBefore: Int32Array): number {
  const place = (time: Seconds): number => Math.max(0, Math.min(onsetsBefore.length - 1, Math.round(time * ONSET_FRAMES_PER_SECOND)));
  const onsets = onsetsBefore[place(times[times.length - 1])] - onsetsBefore[place(times[0])];
  return Math.log2(Math.max(0.25, onsets / (times.length - 1)) / USUAL_DENSITY) ** 2;
}

/** Places between beats, close enough together that no onset falls through. */
const BETWEEN = Array.from({ length: 29 }, (_, i) => 0.15 + i * 0.025);

/** Less than this of a beat and what sounds between beats is no bare pulse (chosen: a drum machine's off-beats are louder). */
const BARE_SHARE = 0.9;

/** Weakest tenth of the beats against the loudest place between beats: near 1 for a metronome counted rightly, 0 at half or double its speed and in music. */
function barePulse(onBeats: readonly number[], between: readonly number[]): number {
  const weakest = [...onBeats].sort((a, b) => a - b)[Math.floor(onBeats.length / 10)];
  const share = weakest / (weakest + Math.max(...between) + 1e-3);
  return Math.max(0, (share - BARE_SHARE) / (1 - BARE_SHARE));
}

/** Running count of local maxima that stand out. */
function countOnsets(total: Float32Array): Int32Array {
  const before = new Int32Array(total.length + 1);
  for (let n = 0; n < total.length; n++) {
    const isPeak = total[n] > ONSET && total[n] >= (total[n - 1] ?? 0) && total[n] > (total[n + 1] ?? 0);
    before[n + 1] = before[n] + (isPeak ? 1 : 0);
  }
  return before;
}

/** Measures one way to count; at least three beats. */
export function measureHypothesis({ times, origin }: BeatHypothesis, score: number, curves: MeasuringCurves): HypothesisMeasures {
  const gaps = intervals(times);
  const period = median(gaps);
  const meanAt = (curve: Float32Array, phase: number): number => gaps.reduce((sum, gap, i) => sum + valueAt(curve, times[i] + phase * gap), 0) / gaps.length;
  const meanChord = (phase: number): number => gaps.reduce((sum, gap, i) => sum + curves.harmony(times[i] + phase * gap, period / 2), 0) / gaps.length;
  const patterns = beatPatterns(times, gaps, curves);
  return {
    tempoDistance: Math.log2(60 / period / 120) ** 2,
    betweenTotal: meanAt(curves.total, 0.5),
    onLow: meanAt(curves.groups.low, 0),
    betweenLow: meanAt(curves.groups.low, 0.5),
    chordOn: meanChord(0),
    chordBetween: meanChord(0.5),
    alike2: likeness(patterns, 2),
    alike8: likeness(patterns, 8),
    pathScore: score,
    shiftedByHalf: origin === 'half' ? 1 : 0,
    sixteenthUpbeat: meanAt(curves.total, 0.75) - meanAt(curves.total, 0.25),
    tripletUpbeat: meanAt(curves.total, 2 / 3) - meanAt(curves.total, 1 / 3),
    regularity: regularity(patterns),
    density: densityDistance(times, curves.onsetsBefore),
    barePulse: barePulse(
      gaps.map((_, i) => valueAt(curves.total, times[i])),
      BETWEEN.map((phase) => meanAt(curves.total, phase)),
    ),
  };
}
