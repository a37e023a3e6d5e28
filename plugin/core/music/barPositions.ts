import type { Seconds } from '#contracts/units';
import { CHROMA, PITCH_CLASSES } from './chroma.js';
import { intervals, median, peakNear, standardise } from './curve.js';
import type { MusicFeatures } from './musicFeatures.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

export interface BarPositions {
  readonly beatsPerBar: number;
  /** Place of each beat in its bar, 1-based. */
  readonly positions: readonly number[];
}

const metres = [4, 3] as const;
/** Log odds against waltz time (chosen: about one song in eight) and against a change of metre inside a song. */
const metreCosts: Readonly<Record<number, number>> = { 4: 0, 3: 2 };
const METRE_CHANGE_COST = 14;
/** A bar that is cut short or drawn out, so that a song goes on with its ones elsewhere. */
const SLIP_COST = 9;

function meanChroma(chroma: Float32Array, from: Seconds, to: Seconds): Float64Array {
  const sum = new Float64Array(PITCH_CLASSES);
  const last = chroma.length / PITCH_CLASSES - 1;
  const first = Math.ceil(from * CHROMA.framesPerSecond);
  for (let n = Math.max(0, first); n <= Math.min(last, Math.max(first, to * CHROMA.framesPerSecond)); n++) {
    for (let c = 0; c < PITCH_CLASSES; c++) sum[c] += chroma[n * PITCH_CLASSES + c];
  }
  return sum;
}

function cosineDistance(a: Float64Array, b: Float64Array): number {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let c = 0; c < a.length; c++) {
    dot += a[c] * b[c];
    aa += a[c] * a[c];
    bb += b[c] * b[c];
  }
  return aa > 0 && bb > 0 ? 1 - dot / Math.sqrt(aa * bb) : 0;
}

/** How much the chord changes on each beat: chords change on bar lines, the strongest cue there is in popular music. */
function chordChanges(times: readonly Seconds[], chroma: Float32Array): number[] {
  const period = median(intervals(times));
  const bounds = [...times, times[times.length - 1] + period];
  const chords = times.map((time, i) => meanChroma(chroma, time, bounds[i + 1]));
  return chords.map((chord, i) => (i === 0 ? 0 : cosineDistance(chords[i - 1], chord)));
}

/** Evidence that each beat is the first of its bar; mean 0. */
function downbeatEvidence(times: readonly Seconds[], features: MusicFeatures, strength: OnsetStrength): number[] {
  const at = (curve: Float32Array): number[] => standardise(times.map((time) => Math.min(4, peakNear(curve, time * ONSET_FRAMES_PER_SECOND, 2))));
  const chords = standardise(chordChanges(times, features.chroma).map((change) => Math.sqrt(change)));
  const low = at(strength.groups.low);
  const total = at(strength.total);
  return times.map((_, i) => 0.9 * chords[i] + 0.5 * low[i] + 0.3 * total[i]);
}

interface BarState {
  readonly metre: number;
  readonly position: number;
}

const states: readonly BarState[] = metres.flatMap((metre) => Array.from({ length: metre }, (_, k) => ({ metre, position: k + 1 })));

function stepCost(from: BarState, to: BarState): number {
  if (from.metre === to.metre && to.position === (from.position % from.metre) + 1) return 0;
  if (from.metre !== to.metre) return to.position === 1 && from.position === from.metre ? METRE_CHANGE_COST : Infinity;
  return to.position === 1 ? SLIP_COST : Infinity;
}

/** Viterbi over (metre, place in the bar): a bar runs through unless the evidence is strong against it. */
function decode(evidence: readonly number[]): BarState[] {
  let scores = states.map((state) => -(metreCosts[state.metre] ?? 0) + (state.position === 1 ? evidence[0] : 0));
  const from: number[][] = [];
  for (const value of evidence.slice(1)) {
    const before = states.map((to) => {
      const costs = states.map((state, s) => scores[s] - stepCost(state, to));
      return costs.indexOf(Math.max(...costs));
    });
    const previous = scores;
    scores = states.map((to, s) => previous[before[s]] - stepCost(states[before[s]], to) + (to.position === 1 ? value : 0));
    from.push(before);
  }
  let state = scores.indexOf(Math.max(...scores));
  const path = [state];
  for (let i = from.length - 1; i >= 0; i--) path.push((state = from[i][state]));
  return path.reverse().map((s) => states[s]);
}

/** Places every beat in its bar. `times` has one beat at least. */
export function findBarPositions(times: readonly Seconds[], features: MusicFeatures, strength: OnsetStrength): BarPositions {
  const path = decode(downbeatEvidence(times, features, strength));
  const threes = path.filter(({ metre }) => metre === 3).length;
  return { beatsPerBar: threes > path.length / 2 ? 3 : 4, positions: path.map(({ position }) => position) };
}
