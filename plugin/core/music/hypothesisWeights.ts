import type { HypothesisFeatures } from './hypothesisFeatures.js';

/**
 * Weights of a log-linear choice among ways to count, fitted by `npm run bench:beats -- --fit` on the development
 * set: the expected accuracy under a softmax over all hypotheses of a song is raised, weights kept small (ridge 0.02 on
 * standardised features). Sixteen numbers; ten-fold cross-validation over pieces: F 0.906, CMLt 0.825, AMLt 0.942.
 */
export const hypothesisWeights: HypothesisFeatures = {
  tempoDistance: -1.725,
  betweenTotal: 1.165,
  onLow: 1.849,
  betweenLow: 0.01758,
  chordOn: 38.79,
  chordBetween: -6.582,
  alike1: 0.4765,
  alike2: -1.265,
  alike6: 0.7431,
  alike8: 1.73,
  pathScore: 84.43,
  shiftedByHalf: -1.676,
  shiftedByThird: -0.4414,
  sixteenthUpbeat: 0.6497,
  tripletUpbeat: 0.2788,
  alternation: 0.2432,
};
