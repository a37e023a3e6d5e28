import { barEvidenceNames, makeBarEvidence } from '#core/music/barEvidence';
import { METRES } from '#core/music/barWalk';
import { fMeasure } from '#core/music/matchBeats';
import type { FitItem } from './fitWeights.js';
import type { HeardMusic } from './practice/listen.js';

/**
 * All places of the bar lines on the true beats of a song. A row holds the mean over beats of what the tracker adds up: each kind of
 * evidence on downbeats times the beats of a bar, then one mark for each metre but the first.
 */
export function barItem({ features, strength }: HeardMusic, truth: { readonly beats: readonly number[]; readonly downbeats: readonly number[] }): FitItem {
  const rows = truth.beats.map(makeBarEvidence(truth.beats, features, strength));
  const columns = barEvidenceNames.map((_, k) => rows.map((row) => row[k]));
  const ways = METRES.flatMap((metre) => Array.from({ length: metre }, (_, phase) => ({ metre, phase })));
  const isFirst = (beat: number, { metre, phase }: (typeof ways)[number]): boolean => beat % metre === phase;
  return {
    features: ways.map((way) => [
      ...columns.map((column) => (way.metre * column.reduce((sum, value, beat) => sum + (isFirst(beat, way) ? value : 0), 0)) / column.length),
      ...METRES.slice(1).map((metre) => (way.metre === metre ? 1 : 0)),
    ]),
    accuracy: ways.map((way) => fMeasure(truth.downbeats, truth.beats.filter((_, beat) => isFirst(beat, way))) ** 2),
    weight: 1,
  };
}
