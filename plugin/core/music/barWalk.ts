/**
 * The last walk: beat, place in the bar, tempo and metre are decided together by Viterbi in a state space
 * (moment, period, metre, place in the bar), the bar pointer of Whiteley, Cemgil & Godsill (ISMIR 2006) with the tempo changing at beats
 * only (Krebs, Böck & Widmer, ISMIR 2015). It is written over beats, so that the states between them are not needed, and
 * goes along the chosen way to count: beat k of the walk lies near beat k of that.
 */
import { median } from './curve.js';

/** A place in a bar of `metre` beats, 1-based. */
export interface BarState {
  readonly metre: number;
  readonly position: number;
}

export const METRES = [4, 3, 2] as const;
export const barStates: readonly BarState[] = METRES.flatMap((metre) => Array.from({ length: metre }, (_, k) => ({ metre, position: k + 1 })));

export interface BarWalkRequest {
  /** Beats to walk along, ascending frames; whole numbers are not needed. */
  readonly frames: readonly number[];
  /** Reward of a beat at a frame, 0 outside the music. */
  readonly rewardAt: (frame: number) => number;
  /** Evidence that a beat at this frame is the first of its bar. */
  readonly evidenceAt: (frame: number) => number;
  /** Log odds of each metre a beat. */
  readonly metreOdds: Readonly<Record<2 | 3 | 4, number>>;
}

export interface BarWalk {
  readonly frames: readonly number[];
  readonly states: readonly BarState[];
}

/** A beat may move so far from the one walked along, frames. */
const REACH = 4;
const OFFSETS = Array.from({ length: 2 * REACH + 1 }, (_, i) => i - REACH);
/** Periods around that of the surrounding beats. */
const RATIOS = [0.98, 0.99, 1, 1.01, 1.02];
const PERIOD_CHANGE_COST = 6;
/** Deviation of a beat against its period, as a part of it: players pull beats about, the straight line for steady music comes afterwards. */
const LOOSENESS = 0.05;
const LEAST_DEVIATION = 0.8;
/** Beats whose gaps give the period around a beat. */
const SURROUNDINGS = 3;
/** Costs of a bar that breaks off and of another metre from a bar line on: four to six bars of clear evidence (chosen). */
const SLIP_COST = 45;
const METRE_CHANGE_COST = 80;

const PLACES = OFFSETS.length * RATIOS.length;
const SIZE = PLACES * barStates.length;

function stepCost(from: BarState, to: BarState): number {
  if (from.metre === to.metre && to.position === (from.position % from.metre) + 1) return 0;
  if (from.metre !== to.metre) return to.position === 1 && from.position === from.metre ? METRE_CHANGE_COST : Infinity;
  return to.position === 1 ? SLIP_COST : Infinity;
}

/** For every state those it may follow, and at what cost. */
const steps = barStates.map((to) => barStates.flatMap((from, s) => (stepCost(from, to) < Infinity ? [{ from: s, cost: stepCost(from, to) }] : [])));

/** Scores of all states at one beat, [offset][ratio][bar state], and the state each came from at the beat before. */
interface Column {
  readonly scores: Float64Array;
  readonly origins: Int16Array;
}

/** Best score of every (offset, ratio) at the beat before with which each bar state can be entered; a bar's evidence counts for all its beats, so that short bars gain nothing by having more downbeats. */
function enterBars({ scores }: Column): Column {
  const entered: Column = { scores: new Float64Array(SIZE), origins: new Int16Array(SIZE) };
  for (let place = 0; place < SIZE; place += barStates.length) {
    for (let s = 0; s < barStates.length; s++) {
      let best = -Infinity;
      for (const { from, cost } of steps[s]) {
        if (scores[place + from] - cost <= best) continue;
        best = scores[place + from] - cost;
        entered.origins[place + s] = place + from;
      }
      entered.scores[place + s] = best;
    }
  }
  return entered;
}

/** Cost of a gap of `gap` frames at a period. */
const gapCost = (gap: number, period: number): number => ((gap - period) / Math.max(LEAST_DEVIATION, LOOSENESS * period)) ** 2 / 2;

function advance(before: Column, gap: number, period: number, emissions: Float64Array): Column {
  const entered = enterBars(before);
  const column: Column = { scores: new Float64Array(SIZE).fill(-Infinity), origins: new Int16Array(SIZE) };
  const states = barStates.length;
  for (let o = 0; o < OFFSETS.length; o++) {
    for (let r = 0; r < RATIOS.length; r++) {
      const target = (o * RATIOS.length + r) * states;
      for (let from = 0; from < PLACES; from++) {
        const [earlier, ratio] = [Math.floor(from / RATIOS.length), from % RATIOS.length];
        if (Math.abs(ratio - r) > 1) continue;
        const cost = gapCost(gap + OFFSETS[o] - OFFSETS[earlier], RATIOS[r] * period) + (ratio === r ? 0 : PERIOD_CHANGE_COST);
        for (let s = 0; s < states; s++) {
          const score = entered.scores[from * states + s] - cost;
          if (score <= column.scores[target + s]) continue;
          column.scores[target + s] = score;
          column.origins[target + s] = entered.origins[from * states + s];
        }
      }
      for (let s = 0; s < states; s++) column.scores[target + s] += emissions[target + s];
    }
  }
  return column;
}

/** What every state at a beat near `frame` earns. */
function emissionsAt(frame: number, { rewardAt, evidenceAt, metreOdds }: BarWalkRequest): Float64Array {
  const emissions = new Float64Array(SIZE);
  OFFSETS.forEach((offset, o) => {
    const [reward, evidence] = [rewardAt(frame + offset), evidenceAt(frame + offset)];
    RATIOS.forEach((_, r) => {
      barStates.forEach(({ metre, position }, s) => {
        emissions[(o * RATIOS.length + r) * barStates.length + s] = reward + metreOdds[metre as 2 | 3 | 4] + (position === 1 ? metre * evidence : 0);
      });
    });
  });
  return emissions;
}

/** Walks along `frames` (one at least). Cost: O(beats); memory: a kilobyte a beat. */
export function walkBars(request: BarWalkRequest): BarWalk {
  const { frames } = request;
  const gaps = frames.slice(1).map((frame, i) => frame - frames[i]);
  const origins: Int16Array[] = [];
  let column: Column = { scores: emissionsAt(frames[0], request), origins: new Int16Array(SIZE) };
  gaps.forEach((gap, k) => {
    const period = median(gaps.slice(Math.max(0, k - SURROUNDINGS), k + 1 + SURROUNDINGS));
    column = advance(column, gap, period, emissionsAt(frames[k + 1], request));
    origins.push(column.origins);
  });
  let state = column.scores.indexOf(column.scores.reduce((high, value) => Math.max(high, value), -Infinity));
  const path = [state];
  for (const before of origins.reverse()) path.push((state = before[state]));
  path.reverse();
  return {
    frames: path.map((place, k) => frames[k] + OFFSETS[Math.floor(place / (RATIOS.length * barStates.length))]),
    states: path.map((place) => barStates[place % barStates.length]),
  };
}
