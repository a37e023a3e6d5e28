import type { TempoSegment } from '#contracts/beatGrid';
import type { Seconds } from '#contracts/units';
import { intervals, median } from './curve.js';

/** A straight line through beats: time = start + index · period. */
interface Line {
  readonly start: Seconds;
  readonly period: Seconds;
  /** Root mean square distance of the beats from it, the worst tenth left out. */
  readonly residual: Seconds;
}

/** Beats this near to a line were made by a machine or by people who follow one (measured: detection alone scatters by 5 to 10 ms). */
const STEADY_RESIDUAL: Seconds = 0.014;
/** Fewer beats than this do not show a tempo. */
const SHORTEST = 8;

function leastSquares(times: readonly Seconds[], weights: readonly number[]): { readonly start: Seconds; readonly period: Seconds } {
  let w = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < times.length; i++) {
    w += weights[i];
    x += weights[i] * i;
    y += weights[i] * times[i];
  }
  const [meanX, meanY] = [x / w, y / w];
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < times.length; i++) {
    xx += weights[i] * (i - meanX) ** 2;
    xy += weights[i] * (i - meanX) * (times[i] - meanY);
  }
  const period = xx > 0 ? xy / xx : 0;
  return { start: meanY - period * meanX, period };
}

/**
 * Line through beats that a few misplaced ones do not bend: least squares reweighted by 1 / (1 + (r / 10 ms)²). `trust`: how much each
 * beat counts to begin with, above 0.
 */
export function fitLine(times: readonly Seconds[], trust: readonly number[] = times.map(() => 1)): Line {
  let line = leastSquares(times, trust);
  for (let round = 0; round < 5; round++) {
    const weights = times.map((time, i) => trust[i] / (1 + ((time - line.start - line.period * i) / 0.01) ** 2));
    line = leastSquares(times, weights);
  }
  const errors = times.map((time, i) => Math.abs(time - line.start - line.period * i)).sort((a, b) => a - b);
  const kept = errors.slice(0, Math.max(1, Math.ceil(errors.length * 0.9)));
  return { ...line, residual: Math.sqrt(kept.reduce((sum, error) => sum + error * error, 0) / kept.length) };
}

/** A run of beats [first, last] and whether one tempo describes it. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly line: Line;
}

const isSteady = (run: Run): boolean => run.last - run.first + 1 >= SHORTEST && run.line.residual <= STEADY_RESIDUAL;

/** Beats and how much each counts. */
interface Beats {
  readonly times: readonly Seconds[];
  readonly trust: readonly number[];
}

function runOf({ times, trust }: Beats, first: number, last: number): Run {
  return { first, last, line: fitLine(times.slice(first, last + 1), trust.slice(first, last + 1)) };
}

function squaredError(run: Run): number {
  return run.line.residual ** 2 * (run.last - run.first + 1);
}

/** Splits where two lines fit best, until every run is steady or too short to split. */
function split(beats: Beats, run: Run): Run[] {
  if (isSteady(run) || run.last - run.first + 1 < 2 * SHORTEST) return [run];
  let best: readonly [Run, Run] | undefined;
  let bestError = Infinity;
  const stride = Math.max(1, Math.floor((run.last - run.first) / 64));
  for (let middle = run.first + SHORTEST; middle <= run.last - SHORTEST + 1; middle += stride) {
    const parts = [runOf(beats, run.first, middle - 1), runOf(beats, middle, run.last)] as const;
    const error = squaredError(parts[0]) + squaredError(parts[1]);
    if (error < bestError) [best, bestError] = [parts, error];
  }
  if (!best || bestError > 0.5 * squaredError(run)) return [run];
  return [...split(beats, best[0]), ...split(beats, best[1])];
}

/** Beats put on the lines of their tempo segments where the music is steady, and left as played where it is not. */
export interface FittedBeats {
  readonly times: readonly Seconds[];
  readonly segments: readonly TempoSegment[];
}

function toSegment(times: readonly Seconds[], run: Run, steady: boolean): TempoSegment {
  const period = steady ? run.line.period : median(intervals(times.slice(run.first, run.last + 1)));
  return { start: Math.max(0, times[run.first]), end: Math.max(0, times[run.last]), bpm: period > 0 ? 60 / period : 0, steady };
}

/**
 * Finds stretches of one tempo by robust regression and takes the detection noise off the beats inside them; a drift
 * or rubato keeps its own times. Regression over a minute fixes the tempo to about 0.01 beats per minute. `trust`: see `fitLine`.
 */
export function fitTempoSegments(times: readonly Seconds[], trust: readonly number[] = times.map(() => 1)): FittedBeats {
  if (times.length < 2) return { times, segments: [] };
  const fitted = [...times];
  const beats = { times, trust };
  const runs = split(beats, runOf(beats, 0, times.length - 1));
  const segments = runs.map((run) => {
    const steady = isSteady(run);
    for (let i = run.first; steady && i <= run.last; i++) fitted[i] = run.line.start + run.line.period * (i - run.first);
    return toSegment(fitted, run, steady);
  });
  return { times: fitted, segments };
}
