import type { BeatHypothesis } from './beatHypotheses.js';
import { hypothesisFeatureNames, measureHypothesis, type HypothesisMeasures, type MeasuringCurves } from './hypothesisFeatures.js';
import type { TrackerWeights } from './trackerWeights.js';

/** A metronome is counted click by click, whatever music would suggest (chosen: more than any other evidence adds up to). */
const BARE_PULSE_WEIGHT = 12;

/** How well a way to count fits: weighted sum of its features. Only differences within one song mean anything. */
export function hypothesisScore(features: HypothesisMeasures, { choice }: TrackerWeights): number {
  return hypothesisFeatureNames.reduce((sum, name) => sum + choice[name] * features[name], BARE_PULSE_WEIGHT * features.barePulse);
}

/** The hypothesis of highest score; undefined when there is none. */
export function chooseHypothesis(hypotheses: readonly BeatHypothesis[], curves: MeasuringCurves, weights: TrackerWeights): BeatHypothesis | undefined {
  let best: BeatHypothesis | undefined;
  let bestScore = -Infinity;
  for (const hypothesis of hypotheses) {
    const score = hypothesisScore(measureHypothesis(hypothesis, hypothesis.score, curves), weights);
    if (score > bestScore) [best, bestScore] = [hypothesis, score];
  }
  return best;
}
