import type { Seconds } from '#contracts/units';
import type { BeatHypothesis } from './beatHypotheses.js';
import { beatPatterns, likeness, PATTERN_STEPS, regularity } from './beatPatterns.js';
import { intervals, median } from './curve.js';
import { valueAt, type MeasuringCurves } from './measuringCurves.js';
import { fluxGroups } from './onsetFlux.js';
import { ONSET_FRAMES_PER_SECOND } from './onsetStrength.js';

const TEMPO_POWERS = [1, 2, 3];
/** Beats apart at which patterns are compared: within bars of two to four, of two bars, of four. */
const LAGS = [1, 2, 3, 4, 6, 8, 12, 16];
/** Harmonic change is looked for on beats and between them, over so many beats on each side. */
const CHORD_PLACES = [0, 0.5];
const CHORD_REACHES = [0.5, 1, 2];
const steps = Array.from({ length: PATTERN_STEPS }, (_, k) => k);
/** What may be strong on every other beat. */
const ALTERNATING = ['chord', 'low', 'body', 'attack'] as const;

/**
 * What is measured on one way to count, in the order of the network's inputs: powers of the tempo's distance from 120 in
 * octaves; the walk's own score and how it was made; how much of the rhythm is one pattern that each beat repeats, how strong what is left is,
 * and how far the number of onsets a beat is from the usual one; the mean pattern of a beat in each group of bands and in all together;
 * chord changes on and between beats; how alike beats some beats apart are; and how the beats alternate.
 */
export const hypothesisFeatureNames: readonly string[] = [
  ...TEMPO_POWERS.map((power) => `tempo${power}`),
  ...['walkScore', 'movedByHalf', 'movedByThird', 'programmed', 'power', 'regularity', 'density'],
  ...fluxGroups.flatMap((group) => steps.map((step) => `${group}${step}`)),
  ...steps.map((step) => `total${step}`),
  ...CHORD_REACHES.flatMap((reach) => CHORD_PLACES.map((place) => `chord${place}Over${reach}`)),
  ...LAGS.map((lag) => `alike${lag}`),
  ...ALTERNATING.map((name) => `${name}WithChords`),
  ...['lowAlternates', 'bodyAlternates', 'attackAlternates'],
];

export interface HypothesisMeasures {
  /** Values of `hypothesisFeatureNames`. */
  readonly features: Float64Array;
  /** Whether every beat sounds and nothing between them does, as with a metronome: 0..1. No weight is learnt for it because music does not show it. */
  readonly barePulse: number;
}

/** Usual number of onsets a beat (2 to 4 in most music). */
const USUAL_DENSITY = 2.5;

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
function barePulse(onBeats: readonly number[], meanAt: (phase: number) => number): number {
  const weakest = [...onBeats].sort((a, b) => a - b)[Math.floor(onBeats.length / 10)];
  if (weakest <= 0) return 0;
  let loudest = 0;
  for (const phase of BETWEEN) {
    loudest = Math.max(loudest, meanAt(phase));
    if (weakest / (weakest + loudest) < BARE_SHARE) return 0;
  }
  return (weakest / (weakest + loudest + 1e-3) - BARE_SHARE) / (1 - BARE_SHARE);
}

/** Mean of the even beats less mean of the odd ones. */
const alternation = (values: readonly number[]): number => (2 * values.reduce((sum, value, i) => sum + (i % 2 === 0 ? value : -value), 0)) / values.length;

/** How chords and onsets alternate, even beats being those with more chord changes; then how onsets alternate whichever way round. */
function alternations(times: readonly Seconds[], { groups, harmony }: MeasuringCurves, period: Seconds): number[] {
  const chord = alternation(times.map((time) => harmony(time, period)));
  const sign = chord < 0 ? -1 : 1;
  const onsets = [groups.low, groups.body, groups.attack].map((curve) => alternation(times.map((time) => valueAt(curve, time))));
  return [sign * chord, ...onsets.map((value) => sign * value), ...onsets.map(Math.abs)];
}

/** Measures one way to count; at least three beats. */
export function measureHypothesis({ times, origin, manner, score }: BeatHypothesis, curves: MeasuringCurves): HypothesisMeasures {
  const gaps = intervals(times);
  const period = median(gaps);
  const octaves = Math.log2(60 / period / 120);
  const meanOf = (value: (i: number) => number): number => gaps.reduce((sum, _, i) => sum + value(i), 0) / gaps.length;
  const meanAt = (phase: number): number => meanOf((i) => valueAt(curves.total, times[i] + phase * gaps[i]));
  const patterns = beatPatterns(times, gaps, curves);
  const beats = times.slice(0, -1);
  return {
    features: Float64Array.from([
      ...TEMPO_POWERS.map((power) => octaves ** power),
      ...[score, origin === 'half' ? 1 : 0, origin === 'third' ? 1 : 0, manner === 'programmed' ? 1 : 0],
      ...[patterns.power, regularity(patterns), densityDistance(times, curves.onsetsBefore)],
      ...patterns.mean,
      ...steps.map((step) => meanAt(step / PATTERN_STEPS)),
      ...CHORD_REACHES.flatMap((reach) => CHORD_PLACES.map((place) => meanOf((i) => curves.harmony(times[i] + place * gaps[i], reach * period)))),
      ...LAGS.map((lag) => likeness(patterns, lag)),
      ...alternations(beats, curves, period),
    ]),
    barePulse: barePulse(
      beats.map((time) => valueAt(curves.total, time)),
      meanAt,
    ),
  };
}
