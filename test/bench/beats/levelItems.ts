import { proposeBeats, type BeatHypothesis } from '#core/music/beatHypotheses';
import { makeHarmonicChange } from '#core/music/harmonicChange';
import { measureHypothesis } from '#core/music/hypothesisFeatures';
import { measuringCurves, type MeasuringCurves } from '#core/music/measuringCurves';
import { runSteps } from '#core/music/steps';
import type { FitItem } from './fitWeights.js';
import { continuity, fMeasure, trimBeats } from './metrics.js';
import type { HeardMusic } from './practice/listen.js';

/** Fewer beats than this in a stretch say nothing, as in the tracker. */
const FEWEST_BEATS = 6;

function stretchItem(hypotheses: readonly BeatHypothesis[], curves: MeasuringCurves, { beats, from, to }: { readonly beats: readonly number[]; readonly from: number; readonly to: number }): FitItem {
  const within = (times: readonly number[]): number[] => times.filter((time) => time >= from && time < to);
  const cut = hypotheses.map((hypothesis) => ({ ...hypothesis, times: within(hypothesis.times) })).filter(({ times }) => times.length >= FEWEST_BEATS);
  const reference = trimBeats(within(beats));
  return {
    features: cut.map((hypothesis) => Array.from(measureHypothesis(hypothesis, curves).features, Math.fround)),
    accuracy: cut.map(({ times }) => {
      const estimate = trimBeats(times);
      return (0.6 * fMeasure(reference, estimate) + 0.4 * continuity(reference, estimate).cmlt) ** 2;
    }),
    weight: 1,
  };
}

/** Stretches that the tracker judges a piece by: the whole, and blocks of twelve seconds. */
const STRETCHES = [
  { from: 0, to: Infinity },
  { from: 5, to: 17 },
  { from: 16, to: 28 },
];

/** All ways to count a piece, and stretches of it, with what the tracker measures on them; right is what has both F and continuity. */
export function levelItems({ features, strength }: HeardMusic, beats: readonly number[]): FitItem[] {
  const curves = measuringCurves(strength, makeHarmonicChange(features.chroma));
  const hypotheses = runSteps(proposeBeats(strength));
  const items = STRETCHES.map((stretch) => stretchItem(hypotheses, curves, { beats, ...stretch }));
  return items.filter(({ accuracy }) => Math.max(0, ...accuracy) > 0.2);
}
