import type { BeatHypothesis } from './beatHypotheses.js';
import { peakNear } from './curve.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** Tempo that listeners tap most readily, and how far they go from it, octaves (Ellis 2007 uses 120 and 0.9). */
const PREFERRED_TEMPO = 120;
const TEMPO_SPREAD = 0.6;

function meanStrength(hypothesis: BeatHypothesis, strength: OnsetStrength): number {
  const sum = hypothesis.times.reduce((total, time) => total + Math.min(4, peakNear(strength.total, time * ONSET_FRAMES_PER_SECOND, 2)), 0);
  return sum / Math.max(1, hypothesis.times.length);
}

/** How well a way of counting fits: onsets on the beat, at a tempo that people count at. */
export function hypothesisScore(hypothesis: BeatHypothesis, strength: OnsetStrength): number {
  const octaves = Math.log2(60 / hypothesis.period / PREFERRED_TEMPO);
  return meanStrength(hypothesis, strength) - 0.5 * (octaves / TEMPO_SPREAD) ** 2;
}

/** The hypothesis of highest score; undefined when there is none. */
export function chooseHypothesis(hypotheses: readonly BeatHypothesis[], strength: OnsetStrength): BeatHypothesis | undefined {
  let best: BeatHypothesis | undefined;
  let bestScore = -Infinity;
  for (const hypothesis of hypotheses) {
    const score = hypothesisScore(hypothesis, strength);
    if (score > bestScore) [best, bestScore] = [hypothesis, score];
  }
  return best;
}
