import { barePulse } from './barePulse.js';
import { firstFrom } from './curve.js';
import {
  CHORD_PLACES,
  CHORD_REACHES,
  LAGS,
  likeness,
  PATTERN_SIZE,
  PATTERN_STEPS,
  regularity,
  STRESSES,
  sumOver,
  type MeasuredBeats,
  type Stretch,
} from './measuredBeats.js';
import { fluxGroups } from './onsetFlux.js';
import { ONSET_FRAMES_PER_SECOND } from './onsetStrength.js';
import type { Seconds } from '#contracts/units';

const TEMPO_POWERS = [1, 2, 3];
const steps = Array.from({ length: PATTERN_STEPS }, (_, k) => k);

/**
 * What is measured on one way to count, in the order of the network's inputs: powers of the tempo's distance from 120 in
 * octaves; the walk's own score and how it was made; how strong what differs between beats is, how much of the rhythm is one pattern that each beat repeats,
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
  ...[...STRESSES.map((name) => `${name}WithChords`), ...STRESSES.slice(1).map((name) => `${name}Alternates`)],
];

export interface HypothesisMeasures {
  /** Values of `hypothesisFeatureNames`. */
  readonly features: Float64Array;
  /** Whether the stretch is a metronome counted click by click: 0..1. No weight is learnt for it because music does not show it. */
  readonly barePulse: number;
}

/** Usual number of onsets a beat (2 to 4 in most music). */
const USUAL_DENSITY = 2.5;

/** Squared distance of the onsets a beat from the usual number, octaves. */
function densityDistance({ hypothesis: { times }, curves: { onsetsBefore } }: MeasuredBeats, [first, end]: Stretch): number {
  const place = (time: Seconds): number => Math.max(0, Math.min(onsetsBefore.length - 1, Math.round(time * ONSET_FRAMES_PER_SECOND)));
  const onsets = onsetsBefore[place(times[end])] - onsetsBefore[place(times[first])];
  return Math.log2(Math.max(0.25, onsets / (end - first)) / USUAL_DENSITY) ** 2;
}

/** How chords and onsets alternate, even beats being those with more chord changes; then how onsets alternate whichever way round. */
function alternations(measured: MeasuredBeats, stretch: Stretch): number[] {
  const beats = stretch[1] - stretch[0];
  const [chord, ...onsets] = STRESSES.map((_, k) => (2 * sumOver(measured, stretch, 'alternating', k)) / beats);
  const sign = chord < 0 ? -1 : 1;
  return [sign * chord, ...onsets.map((value) => sign * value), ...onsets.map(Math.abs)];
}

/** Values of `hypothesisFeatureNames` over the beats of a stretch, each with the gap that follows it. */
function featuresOver(measured: MeasuredBeats, stretch: Stretch): Float64Array {
  const { times, origin, manner, score } = measured.hypothesis;
  const [first, end] = stretch;
  const beats = end - first;
  const gaps = Float64Array.from({ length: beats }, (_, i) => times[first + i + 1] - times[first + i]).sort();
  const octaves = Math.log2(60 / ((gaps[beats >> 1] + gaps[(beats - 1) >> 1]) / 2) / 120);
  const mean = Float64Array.from({ length: PATTERN_SIZE }, (_, k) => sumOver(measured, stretch, 'pattern', k) / beats);
  const power = Math.max(0, mean.reduce((left, value) => left - value * value, sumOver(measured, stretch, 'square') / beats));
  return Float64Array.from([
    ...TEMPO_POWERS.map((exponent) => octaves ** exponent),
    ...[score, origin === 'half' ? 1 : 0, origin === 'third' ? 1 : 0, manner === 'programmed' ? 1 : 0],
    ...[power, regularity(mean, power), densityDistance(measured, stretch)],
    ...mean,
    ...steps.map((step) => sumOver(measured, stretch, 'total', step) / beats),
    ...Array.from({ length: CHORD_REACHES.length * CHORD_PLACES.length }, (_, k) => sumOver(measured, stretch, 'chord', k) / beats),
    ...LAGS.map((_, l) => likeness(measured, stretch, l, { mean, power })),
    ...alternations(measured, stretch),
  ]);
}

/** Measures a way to count between two moments; undefined where it has fewer than `fewest` (three or more) beats there. */
export function measureBetween(measured: MeasuredBeats, [from, to]: readonly [Seconds, Seconds], fewest: number): HypothesisMeasures | undefined {
  const { times } = measured.hypothesis;
  const [first, end] = [firstFrom(times, from), firstFrom(times, to)];
  if (end - first < fewest) return undefined;
  const stretch = [first, end - 1] as const;
  return { features: featuresOver(measured, stretch), barePulse: barePulse(measured, stretch) };
}
