import type { Seconds } from '#contracts/units';
import { fMeasure } from './matchBeats.js';

/** A way less likely than this changes nothing. */
const LEAST_ODDS = 1e-4;
/** Keeps the logarithm finite where a way agrees with no likely one. */
const LEAST_ACCURACY = 1e-6;

/** Odds of every way, 0..1, sum 1: the nets are taught that the softmax of their scores is that. */
function oddsOf(scores: ArrayLike<number>): Float64Array {
  const highest = Array.from(scores).reduce((high, score) => Math.max(high, score), -Infinity);
  const odds = Float64Array.from(scores, (score) => Math.exp(score - highest));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}

/**
 * Log of the accuracy (F squared) that can be expected of every way to count, each of them being right with the odds of its score: the decision of
 * least Bayes risk (as in Kumar and Byrne, NAACL 2004, for translations). Ways that nearly agree speak for each other, where the highest score alone
 * may be that of one outlier. The nets are taught with continuity in it too, which measured no better here.
 * Lists are the beats within one stretch, ascending; scores are as many, at least one of them finite; a way of no odds can still agree
 * with a likely one. Cost: ways × likely ways × beats.
 */
export function expectedAccuracies(ways: readonly (readonly Seconds[])[], scores: ArrayLike<number>): Float64Array {
  const odds = oddsOf(scores);
  const likely = ways.flatMap((times, w) => (odds[w] > LEAST_ODDS ? [{ times, odds: odds[w] }] : []));
  return Float64Array.from(ways, (way) => Math.log(likely.reduce((sum, right) => sum + right.odds * fMeasure(right.times, way) ** 2, LEAST_ACCURACY)));
}
