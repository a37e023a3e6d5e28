import { proposeBeats } from '#core/music/beatHypotheses';
import { makeHarmonicChange } from '#core/music/harmonicChange';
import { measureBetween } from '#core/music/hypothesisFeatures';
import { measureBeats, type MeasuredBeats } from '#core/music/measuredBeats';
import { measuringCurves } from '#core/music/measuringCurves';
import { runSteps } from '#core/music/steps';
import { fMeasure } from '#core/music/matchBeats';
import type { FitItem } from './fitWeights.js';
import { cmlt, trimBeats } from './metrics.js';
import type { HeardMusic } from './practice/listen.js';

/** Fewer beats than this in a stretch say nothing, as in the tracker. */
const FEWEST_BEATS = 6;

function stretchItem(ways: readonly MeasuredBeats[], { beats, from, to }: { readonly beats: readonly number[]; readonly from: number; readonly to: number }): FitItem {
  const within = (times: readonly number[]): number[] => times.filter((time) => time >= from && time < to);
  const reference = trimBeats(within(beats));
  const measured = ways.flatMap((way) => {
    const measures = measureBetween(way, [from, to], FEWEST_BEATS);
    return measures ? [{ features: Array.from(measures.features, Math.fround), estimate: trimBeats(within(way.hypothesis.times)) }] : [];
  });
  return {
    features: measured.map(({ features }) => features),
    accuracy: measured.map(({ estimate }) => (0.6 * fMeasure(reference, estimate) + 0.4 * cmlt(reference, estimate)) ** 2),
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
  const ways = runSteps(proposeBeats(strength)).map((hypothesis) => measureBeats(hypothesis, curves));
  const items = STRETCHES.map((stretch) => stretchItem(ways, { beats, ...stretch }));
  return items.filter(({ accuracy }) => Math.max(0, ...accuracy) > 0.2);
}
