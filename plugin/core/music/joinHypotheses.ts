import type { Seconds } from '#contracts/units';
import type { BeatHypothesis } from './beatHypotheses.js';
import { scoreOf, WORST, type Judgement } from './chooseHypothesis.js';
import { firstFrom, intervals, median } from './curve.js';
import { expectedAccuracies } from './expectedAccuracy.js';
import { measureBetween } from './hypothesisFeatures.js';
import { measureBeats } from './measuredBeats.js';
import type { Steps } from './steps.js';

/** Blocks in which every way to count is judged by itself: long enough for some bars, short enough to place a change of tempo. */
const BLOCK: Seconds = 12;
const HOP: Seconds = 4;
/** Fewer beats than this in a block say nothing. */
const FEWEST_BEATS = 6;
/** Part of the surroundings' score in a block's: a stretch that leaves the tempo open keeps the count of what is around it. */
const CONTEXT_SHARE = 0.3;
/** Surroundings: about a minute, so that in a mix one song does not speak for the next; a short piece whole. */
const CONTEXT: Seconds = 60;
/** What a change must gain, in logs of expected accuracy (chosen on practice music, some of which changes its tempo). */
const CHANGE_COST = 2;

/** Beats of every way within each block, with its score, turned into the logs of the accuracy to be expected of it; a way that says too little there cannot be chosen. */
function judgeBlocks(hypotheses: readonly BeatHypothesis[], scores: readonly Float64Array[], starts: readonly Seconds[]): Float64Array[] {
  return scores.map((row, b) => {
    const within = hypotheses.map(({ times }) => times.slice(firstFrom(times, starts[b]), firstFrom(times, starts[b] + BLOCK)));
    return expectedAccuracies(within, row).map((accuracy, h) => (within[h].length < FEWEST_BEATS ? WORST : accuracy));
  });
}

/** Index of the best hypothesis for every block: Viterbi with one cost for any change. */
function bestIndices(scores: readonly Float64Array[]): number[] {
  let totals = scores[0];
  const origins: Int32Array[] = [];
  for (const row of scores.slice(1)) {
    const leader = totals.indexOf(Math.max(...totals));
    const origin = Int32Array.from(row, (_, h) => (totals[h] >= totals[leader] - CHANGE_COST ? h : leader));
    totals = row.map((score, h) => score + Math.max(totals[h], totals[leader] - CHANGE_COST));
    origins.push(origin);
  }
  let index = totals.indexOf(Math.max(...totals));
  const path = [index];
  for (let b = origins.length - 1; b >= 0; b--) path.push((index = origins[b][index]));
  return path.reverse();
}

/** Beats of the first way up to a moment and of the second from there on; one that follows too closely is left out. */
export function joinAt(before: readonly Seconds[], after: readonly Seconds[], moment: Seconds): Seconds[] {
  const kept = before.filter((time) => time < moment);
  const last = kept[kept.length - 1] ?? -Infinity;
  const room = 0.6 * Math.min(median(intervals(before)), median(intervals(after)));
  return [...kept, ...after.filter((time) => time >= moment && time - last >= room)];
}

/** Scores of all ways to count in every block, one way after the other so that memory holds the measurements of one. */
function* scoreBlocks(hypotheses: readonly BeatHypothesis[], { curves, weights }: Judgement, { starts, end }: { readonly starts: readonly Seconds[]; readonly end: Seconds }): Steps<Float64Array[]> {
  const contexts = Math.max(1, Math.round(end / CONTEXT));
  const span = end / contexts + 1e-6;
  const scores = starts.map(() => new Float64Array(hypotheses.length));
  for (const [h, hypothesis] of hypotheses.entries()) {
    if (h % 8 === 0) yield h / hypotheses.length;
    const measured = measureBeats(hypothesis, curves);
    const scoreBetween = (from: Seconds, to: Seconds): number => {
      const measures = measureBetween(measured, [from, to], FEWEST_BEATS);
      return measures ? scoreOf(measures, weights) : WORST;
    };
    const around = Array.from({ length: contexts }, (_, c) => scoreBetween(c * span, (c + 1) * span));
    starts.forEach((start, b) => {
      const context = around[Math.min(contexts - 1, Math.floor((start + BLOCK / 2) / span))];
      scores[b][h] = CONTEXT_SHARE * context + (1 - CONTEXT_SHARE) * scoreBetween(start, start + BLOCK);
    });
  }
  return scores;
}

/**
 * Beats of a piece whose tempo may change: the way to count is chosen block by block, a change costing as much as a clear
 * advantage over the whole piece. Undefined when the piece is too short to be cut into blocks.
 */
export function* joinHypotheses(hypotheses: readonly BeatHypothesis[], judgement: Judgement): Steps<Seconds[] | undefined> {
  const end = Math.max(0, ...hypotheses.map(({ times }) => times[times.length - 1]));
  const starts: Seconds[] = [];
  for (let start = 0; start + BLOCK <= end + HOP; start += HOP) starts.push(start);
  if (starts.length < 3) return undefined;
  const path = bestIndices(judgeBlocks(hypotheses, yield* scoreBlocks(hypotheses, judgement, { starts, end }), starts));
  let times: readonly Seconds[] = hypotheses[path[0]].times;
  path.forEach((index, b) => {
    if (b > 0 && index !== path[b - 1]) times = joinAt(times, hypotheses[index].times, starts[b] + (BLOCK - HOP) / 2);
  });
  return [...times];
}
