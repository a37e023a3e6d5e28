import type { Seconds } from '#contracts/units';
import { findBeatPath } from './beatPath.js';
import { intervals, median } from './curve.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** One way to count the music: a whole list of beats at one metrical level and phase. */
export interface BeatHypothesis {
  readonly times: readonly Seconds[];
  /** Median interval. */
  readonly period: Seconds;
  /** Path score per frame, in units of onset strength. */
  readonly score: number;
}

/** Tempo range that is searched, beats per minute. */
const FASTEST = 230;
const SLOWEST = 38;
/** Windows an eighth of an octave apart and a little wider, so that every tempo drift of some per cent fits one. */
const WINDOWS_PER_OCTAVE = 8;
const WINDOW_WIDTH = 1.15;
const PERIOD_RATIO = 1.02;
/** Chosen: three ordinary onsets in one place say no more than one. */
const LARGEST_REWARD = 3;
const CHANGE_COST = 1.5;
const LOOSENESS = 0.03;

function periodsFrom(shortest: number): number[] {
  const periods: number[] = [];
  for (let period = shortest; period < shortest * WINDOW_WIDTH; period *= PERIOD_RATIO) periods.push(period);
  return periods;
}

/** Onset strength less its mean, so that a beat on nothing costs and every tempo starts from 0. */
function rewardOf(strength: OnsetStrength): Float32Array {
  const clipped = strength.total.map((value) => Math.min(value, LARGEST_REWARD));
  const mean = clipped.reduce((sum, value) => sum + value, 0) / Math.max(1, clipped.length);
  return clipped.map((value) => value - mean);
}

function toHypothesis(times: readonly Seconds[], score: number): BeatHypothesis {
  return { times, period: median(intervals(times)), score };
}

const midpoints = (times: readonly Seconds[]): Seconds[] => times.slice(1).map((time, i) => (time + times[i]) / 2);

/**
 * The best path in every tempo window, and its off-beats. On the development set one of these is right for 95 % of
 * the beats; choosing among them is the task of `chooseHypothesis`.
 */
export function proposeBeats(strength: OnsetStrength): BeatHypothesis[] {
  const reward = rewardOf(strength);
  const hypotheses: BeatHypothesis[] = [];
  const shortest = (60 * ONSET_FRAMES_PER_SECOND) / FASTEST;
  const windows = Math.ceil(Math.log2(FASTEST / SLOWEST) * WINDOWS_PER_OCTAVE);
  for (let window = 0; window < windows; window++) {
    const periods = periodsFrom(shortest * 2 ** (window / WINDOWS_PER_OCTAVE));
    const path = findBeatPath({ reward, periods, changeCost: CHANGE_COST, looseness: LOOSENESS });
    const times = path.frames.map((frame) => frame / ONSET_FRAMES_PER_SECOND);
    if (times.length < 3) continue;
    const score = path.score / Math.max(1, path.frames.length);
    hypotheses.push(toHypothesis(times, score), toHypothesis(midpoints(times), score));
  }
  return hypotheses;
}
