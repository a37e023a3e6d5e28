import type { BeatHypothesis } from './beatHypotheses.js';
import { hypothesisFeatureNames, measureHypothesis, type HypothesisFeatures, type MeasuringCurves } from './hypothesisFeatures.js';
import { hypothesisWeights } from './hypothesisWeights.js';

/** How well a way to count fits: weighted sum of its features. Only differences within one song mean anything. */
export function hypothesisScore(features: HypothesisFeatures): number {
  return hypothesisFeatureNames.reduce((sum, name) => sum + hypothesisWeights[name] * features[name], 0);
}

/** The hypothesis of highest score; undefined when there is none. */
export function chooseHypothesis(hypotheses: readonly BeatHypothesis[], curves: MeasuringCurves): BeatHypothesis | undefined {
  let best: BeatHypothesis | undefined;
  let bestScore = -Infinity;
  for (const hypothesis of hypotheses) {
    const score = hypothesisScore(measureHypothesis(hypothesis, hypothesis.score, curves));
    if (score > bestScore) [best, bestScore] = [hypothesis, score];
  }
  return best;
}
