import { proposeBeats } from '#core/music/beatHypotheses';
import { makeHarmonicChange } from '#core/music/harmonicChange';
import { hypothesisFeatureNames, measureHypothesis, measuringCurves } from '#core/music/hypothesisFeatures';
import { runSteps } from '#core/music/steps';
import type { FitItem } from './fitWeights.js';
import { continuity, fMeasure, trimBeats } from './metrics.js';
import type { HeardMusic } from './practice/listen.js';

/** All ways to count a piece with what the tracker measures on them; right is what has both F and continuity. */
export function levelItem({ features, strength }: HeardMusic, beats: readonly number[]): FitItem {
  const curves = measuringCurves(strength, makeHarmonicChange(features.chroma));
  const hypotheses = runSteps(proposeBeats(strength));
  const reference = trimBeats(beats);
  const rows = hypotheses.map((hypothesis) => {
    const measured = measureHypothesis(hypothesis, hypothesis.score, curves);
    return hypothesisFeatureNames.map((name) => measured[name]);
  });
  const accuracy = hypotheses.map(({ times }) => {
    const estimate = trimBeats(times);
    return (0.6 * fMeasure(reference, estimate) + 0.4 * continuity(reference, estimate).cmlt) ** 2;
  });
  return { features: rows, accuracy, weight: 1 };
}
