import type { Seconds } from '#contracts/units';
import { intervals, median, peakNear, standardise } from './curve.js';
import { makeHarmonicChange } from './harmonicChange.js';
import type { MusicFeatures } from './musicFeatures.js';
import { fluxGroups } from './onsetFlux.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';
import type { TrackerWeights } from './trackerWeights.js';

export interface BarPositions {
  readonly beatsPerBar: number;
  /** Place of each beat in its bar, 1-based. */
  readonly positions: readonly number[];
}

/** What may make a beat the first of its bar: onsets by group, and chord changes over half a beat, one and two. */
export const barEvidenceNames = ['low', 'body', 'attack', 'air', 'chordHalf', 'chordOne', 'chordTwo'] as const;

/** Costs of a bar that breaks off and of another metre from a bar line on: four to six bars of clear evidence (chosen). */
const SLIP_COST = 45;
const METRE_CHANGE_COST = 80;

/** Evidence of each kind at each beat, of mean 0 and deviation 1 over the piece; columns in the order of `barEvidenceNames`. */
export function barEvidence(times: readonly Seconds[], features: MusicFeatures, strength: OnsetStrength): number[][] {
  const period = median(intervals(times));
  const harmony = makeHarmonicChange(features.chroma);
  const onsets = fluxGroups.map((group) => standardise(times.map((time) => Math.min(4, peakNear(strength.groups[group], time * ONSET_FRAMES_PER_SECOND, 2)))));
  return [...onsets, ...[0.5, 1, 2].map((beats) => standardise(times.map((time) => harmony(time, beats * period))))];
}

interface BarState {
  readonly metre: number;
  readonly position: number;
}

const states: readonly BarState[] = [4, 3, 2].flatMap((metre) => Array.from({ length: metre }, (_, k) => ({ metre, position: k + 1 })));

/** A bar's evidence counts for all its beats, so that short bars gain nothing by having more downbeats. */
function emission({ metre, position }: BarState, evidence: number, metreOdds: TrackerWeights['metreOdds']): number {
  return metreOdds[metre as keyof typeof metreOdds] + (position === 1 ? metre * evidence : 0);
}

function stepCost(from: BarState, to: BarState): number {
  if (from.metre === to.metre && to.position === (from.position % from.metre) + 1) return 0;
  if (from.metre !== to.metre) return to.position === 1 && from.position === from.metre ? METRE_CHANGE_COST : Infinity;
  return to.position === 1 ? SLIP_COST : Infinity;
}

function bestBefore(to: BarState, scores: readonly number[]): number {
  let best = 0;
  let bestScore = -Infinity;
  states.forEach((state, s) => {
    const score = scores[s] - stepCost(state, to);
    if (score > bestScore) [best, bestScore] = [s, score];
  });
  return best;
}

/** Viterbi over (metre, place in the bar): a bar runs through unless the evidence is strong against it. */
function decode(evidence: readonly number[], metreOdds: TrackerWeights['metreOdds']): BarState[] {
  let scores = states.map((state) => emission(state, evidence[0], metreOdds));
  const from: number[][] = [];
  for (const value of evidence.slice(1)) {
    const previous = scores;
    const before = states.map((to) => bestBefore(to, previous));
    scores = states.map((to, s) => previous[before[s]] - stepCost(states[before[s]], to) + emission(to, value, metreOdds));
    from.push(before);
  }
  let state = scores.indexOf(Math.max(...scores));
  const path = [state];
  for (let i = from.length - 1; i >= 0; i--) path.push((state = from[i][state]));
  return path.reverse().map((s) => states[s]);
}

/** Places every beat in its bar by its evidence (`barEvidence`). `times` has one beat at least. */
export function findBarPositions(times: readonly Seconds[], columns: readonly (readonly number[])[], { bar, metreOdds }: TrackerWeights): BarPositions {
  const path = decode(times.map((_, i) => columns.reduce((sum, column, k) => sum + bar[barEvidenceNames[k]] * column[i], 0)), metreOdds);
  const counts = [4, 3, 2].map((metre) => path.filter((state) => state.metre === metre).length);
  return { beatsPerBar: [4, 3, 2][counts.indexOf(Math.max(...counts))], positions: path.map(({ position }) => position) };
}
