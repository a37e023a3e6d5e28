import type { Seconds } from '#contracts/units';
import { findBeatPath, type BeatPath } from './beatPath.js';
import { intervals, median } from './curve.js';
import type { Steps } from './steps.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** One way to count the music: a whole list of beats at one metrical level and phase. */
export interface BeatHypothesis {
  readonly times: readonly Seconds[];
  /** The path itself, or the path moved by half or a third of a beat. */
  readonly origin: 'path' | 'half' | 'third';
  /** How strictly the path keeps time. */
  readonly manner: 'played' | 'programmed';
  /** Path score per frame of the music, in units of onset strength. */
  readonly score: number;
}

/** Fastest tempo that is searched, beats per minute (madmom's and essentia's trackers stop at 215 and 208). */
const FASTEST = 215;
const WINDOWS = 22;
/** Windows an eighth of an octave apart and a little wider, so that every tempo drift of some per cent fits one. */
const WINDOWS_PER_OCTAVE = 8;
const WINDOW_WIDTH = 1.15;
const PERIOD_RATIO = 1.02;
/** Chosen: three ordinary onsets in one place say no more than one. */
const LARGEST_REWARD = 3;
/** How freely a player keeps time, and how strictly a machine does. Both are proposed. */
const PLAYED = { changeCost: 1.5, looseness: 0.03 } as const;
const PROGRAMMED = { changeCost: 6, looseness: 0.02 } as const;
const FEWEST_BEATS = 3;

function windowPeriods(window: number): number[] {
  const shortest = ((60 * ONSET_FRAMES_PER_SECOND) / FASTEST) * 2 ** (window / WINDOWS_PER_OCTAVE);
  const periods: number[] = [];
  for (let period = shortest; period < shortest * WINDOW_WIDTH; period *= PERIOD_RATIO) periods.push(period);
  return periods;
}

/** Onset strength less its mean, so that a beat on nothing costs and every tempo starts from 0. */
export function beatReward(strength: OnsetStrength): Float32Array {
  const clipped = strength.total.map((value) => Math.min(value, LARGEST_REWARD));
  const mean = clipped.reduce((sum, value) => sum + value, 0) / Math.max(1, clipped.length);
  return clipped.map((value) => value - mean);
}

/** Every beat moved by a part of the gap that follows it; the last one has none and goes. */
function moved(times: readonly Seconds[], part: number): Seconds[] {
  return times.slice(0, -1).map((time, i) => time + part * (times[i + 1] - time));
}

function withShifts(path: BeatPath, frames: number, manner: BeatHypothesis['manner']): BeatHypothesis[] {
  const times = path.frames.map((frame) => frame / ONSET_FRAMES_PER_SECOND);
  const score = path.score / Math.max(1, frames);
  const all: BeatHypothesis[] = [
    { times, origin: 'path', manner, score },
    { times: moved(times, 1 / 2), origin: 'half', manner, score },
    { times: moved(times, 1 / 3), origin: 'third', manner, score },
    { times: moved(times, 2 / 3), origin: 'third', manner, score },
  ];
  return all.filter((hypothesis) => hypothesis.times.length >= FEWEST_BEATS);
}

/**
 * In every tempo window the best path of a player and the best of a machine, each also moved by half a beat and by thirds
 * (after-beats may outweigh beats). On the development set one of these has F = 0.98 on average; choosing among them
 * is the task of `chooseHypothesis`. Cost: O(frames) for each of 44 paths.
 */
export function* proposeBeats(strength: OnsetStrength): Steps<BeatHypothesis[]> {
  const reward = beatReward(strength);
  const hypotheses: BeatHypothesis[] = [];
  for (let window = 0; window < WINDOWS; window++) {
    yield window / WINDOWS;
    const free = findBeatPath({ reward, periods: windowPeriods(window), ...PLAYED });
    if (free.frames.length < FEWEST_BEATS) continue;
    const usual = median(intervals(free.frames));
    const strict = findBeatPath({ reward, periods: [0.98, 0.99, 1, 1.01, 1.02].map((ratio) => ratio * usual), ...PROGRAMMED });
    hypotheses.push(...withShifts(free, reward.length, 'played'), ...withShifts(strict, reward.length, 'programmed'));
  }
  return hypotheses;
}
