import { fMeasure, matchBeats } from '#core/music/matchBeats';
import { cemgil, continuity, trimBeats } from './metrics.js';

/** What one tracker reached on one piece. */
export interface PieceScore {
  readonly f: number;
  readonly f25: number;
  readonly cmlt: number;
  readonly amlt: number;
  readonly cemgil: number;
  /** Undefined where the annotation or the tracker has no downbeats. */
  readonly downbeatF?: number;
  /** Median tempo within 8 % of the reference's. */
  readonly octaveRight: boolean;
  /** Median signed error of matched beats, milliseconds; undefined when none match. */
  readonly offset?: number;
}

export interface BeatLists {
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

function medianGap(times: readonly number[]): number {
  return times.length < 2 ? 0 : middle(times.slice(1).map((time, i) => time - times[i]));
}

/** Scores with mir_eval's definitions; the first five seconds are left out of both lists. */
export function scorePiece(reference: BeatLists, estimate: BeatLists): PieceScore {
  const r = trimBeats(reference.beats);
  const e = trimBeats(estimate.beats);
  const { cmlt, amlt } = continuity(r, e);
  const errors = matchBeats(r, e, 0.07).map(([i, j]) => 1000 * (e[j] - r[i]));
  const bothHaveDownbeats = reference.downbeats.length > 0 && estimate.downbeats.length > 0;
  return {
    f: fMeasure(r, e),
    f25: fMeasure(r, e, 0.025),
    cmlt,
    amlt,
    cemgil: r.length > 0 && e.length > 0 ? cemgil(r, e).same : 0,
    ...(bothHaveDownbeats ? { downbeatF: fMeasure(trimBeats(reference.downbeats), trimBeats(estimate.downbeats)) } : {}),
    octaveRight: Math.abs(Math.log2(medianGap(e) / medianGap(r))) < Math.log2(1.08),
    ...(errors.length > 0 ? { offset: middle(errors) } : {}),
  };
}

/** Mean of what is there. */
export function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value): value is number => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
