import type { Seconds } from '#contracts/units';
import { intervals, median, peakNear } from './curve.js';
import { makeHarmonicChange } from './harmonicChange.js';
import type { MusicFeatures } from './musicFeatures.js';
import { fluxGroups } from './onsetFlux.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** What may make a beat the first of its bar: onsets by group, and chord changes over half a beat, one and two. */
export const barEvidenceNames = ['low', 'body', 'attack', 'air', 'chordHalf', 'chordOne', 'chordTwo'] as const;

const CHORD_BEATS = [0.5, 1, 2];
const STRONGEST = 4;

/** Evidence of each kind at a moment, in the order of `barEvidenceNames`, in deviations from the mean over the beats of the piece. */
export type BarEvidence = (time: Seconds) => readonly number[];

/** Scale of one kind of evidence over the beats: what does not vary says nothing. */
function spreadOf(values: readonly number[]): { readonly mean: number; readonly scale: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
  return { mean, scale: deviation > 1e-9 ? 1 / deviation : 0 };
}

/** Evidence for bar lines on and near the beats `times`. */
export function makeBarEvidence(times: readonly Seconds[], features: Pick<MusicFeatures, 'chroma'>, strength: OnsetStrength): BarEvidence {
  const period = median(intervals(times));
  const harmony = makeHarmonicChange(features.chroma);
  const measure = (time: Seconds): number[] => [
    ...fluxGroups.map((group) => Math.min(STRONGEST, peakNear(strength.groups[group], time * ONSET_FRAMES_PER_SECOND, 2))),
    ...CHORD_BEATS.map((beats) => harmony(time, beats * period)),
  ];
  const onBeats = times.map(measure);
  const spreads = barEvidenceNames.map((_, k) => spreadOf(onBeats.map((row) => row[k])));
  return (time) => measure(time).map((value, k) => (value - spreads[k].mean) * spreads[k].scale);
}
