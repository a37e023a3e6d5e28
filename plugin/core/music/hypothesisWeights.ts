import type { HypothesisFeatures } from './hypothesisFeatures.js';

/**
 * Weights of a log-linear choice among ways to count, by the recipe of `npm run fit:beats`: fitted so that the expected accuracy under a softmax over all
 * hypotheses of a piece is highest, weights kept small (ridge 0.01 on standardised features), on the 50 pieces of the
 * development set and, each counted 0.15 times, 45 songs played from `test/fixtures/drumFixtures`, which keep clicks
 * and plain grooves right. Ten-fold cross-validation over the pieces: F 0.886, CMLt 0.815, AMLt 0.932.
 */
export const hypothesisWeights: HypothesisFeatures = {
  tempoDistance: -2.217,
  betweenTotal: 1.01,
  onLow: 1.718,
  betweenLow: -0.2391,
  chordOn: 19.55,
  chordBetween: -5.263,
  alike1: -0.2392,
  alike2: -0.6111,
  alike6: 0.6834,
  alike8: 1.049,
  pathScore: 75.92,
  shiftedByHalf: -1.817,
  shiftedByThird: -0.6947,
  sixteenthUpbeat: 0.6765,
  tripletUpbeat: 0.3062,
  alternation: 0.2312,
  regularity: 4.652,
};
