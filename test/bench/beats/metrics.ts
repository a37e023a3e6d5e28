/**
 * Scores of a beat tracker by the definitions of mir_eval 0.8 (Davies, Degara & Plumbley, "Evaluation methods for
 * musical audio beat tracking algorithms", QMUL C4DM-TR-09-06, 2009). Lists are ascending times in seconds, already
 * trimmed; an empty list scores 0.
 */
const MINIMUM_TIME = 5;

/** Beats of the first five seconds are not counted: `t >= 5` stays. */
export function trimBeats(times: readonly number[]): number[] {
  return times.filter((time) => time >= MINIMUM_TIME);
}

/** Reference at five metrical levels: as it is, off-beats, double, every second from the first, every second from the second. */
export function metricalVariations(reference: readonly number[]): number[][] {
  const middles = reference.slice(1).map((time, i) => (time + reference[i]) / 2);
  const double = reference.flatMap((time, i) => (i < middles.length ? [time, middles[i]] : [time]));
  return [[...reference], middles, double, reference.filter((_, i) => i % 2 === 0), reference.filter((_, i) => i % 2 === 1)];
}

function nearestIndex(times: readonly number[], time: number): number {
  let best = 0;
  for (let i = 1; i < times.length; i++) if (Math.abs(times[i] - time) < Math.abs(times[best] - time)) best = i;
  return best;
}

function cemgilAt(reference: readonly number[], estimate: readonly number[]): number {
  const sum = reference.reduce((total, time) => {
    const distance = time - estimate[nearestIndex(estimate, time)];
    return total + Math.exp(-(distance ** 2) / (2 * 0.04 ** 2));
  }, 0);
  return sum / ((estimate.length + reference.length) / 2);
}

/** Gaussian accuracy, sigma 40 ms, and its best over the metrical levels. */
export function cemgil(reference: readonly number[], estimate: readonly number[]): { readonly same: number; readonly best: number } {
  if (reference.length === 0 || estimate.length === 0) return { same: 0, best: 0 };
  const all = metricalVariations(reference).map((variation) => cemgilAt(variation, estimate));
  return { same: all[0], best: Math.max(...all) };
}

export interface Continuity {
  readonly cmlc: number;
  readonly cmlt: number;
  readonly amlc: number;
  readonly amlt: number;
}

const CONTINUITY_THRESHOLD = 0.175;

/** Is estimate `m` right in phase and period with respect to its nearest reference beat? */
function isContinuous(reference: readonly number[], estimate: readonly number[], m: number, nearest: number): boolean {
  const forward = m === 0 || nearest === 0;
  const interval = (times: readonly number[], i: number): number => (forward && i + 1 < times.length ? times[i + 1] - times[i] : times[i] - times[i - 1]);
  const referenceInterval = interval(reference, nearest);
  const phase = Math.abs(estimate[m] - reference[nearest]) / referenceInterval;
  const period = Math.abs(1 - interval(estimate, m) / referenceInterval);
  return phase < CONTINUITY_THRESHOLD && period < CONTINUITY_THRESHOLD;
}

function longestRun(flags: readonly boolean[]): number {
  let longest = 0;
  let run = 0;
  for (const flag of flags) longest = Math.max(longest, (run = flag ? run + 1 : 0));
  return longest;
}

function continuityAt(reference: readonly number[], estimate: readonly number[]): { readonly longest: number; readonly total: number } {
  const length = Math.max(reference.length, estimate.length);
  const used = new Array<boolean>(length).fill(false);
  const right = new Array<boolean>(length).fill(false);
  for (let m = 0; m < estimate.length; m++) {
    const nearest = nearestIndex(reference, estimate[m]);
    if (used[nearest] || !isContinuous(reference, estimate, m, nearest)) continue;
    used[nearest] = true;
    right[m] = true;
  }
  return { longest: longestRun(right) / length, total: right.filter(Boolean).length / length };
}

/** CMLt alone: the part of the beats that are right in phase and period, at the reference's own level. */
export const cmlt = (reference: readonly number[], estimate: readonly number[]): number => (reference.length < 2 || estimate.length < 2 ? 0 : continuityAt(reference, estimate).total);

/** CMLc, CMLt, AMLc, AMLt. */
export function continuity(reference: readonly number[], estimate: readonly number[]): Continuity {
  if (reference.length < 2 || estimate.length < 2) return { cmlc: 0, cmlt: 0, amlc: 0, amlt: 0 };
  const all = metricalVariations(reference).map((variation) => continuityAt(variation, estimate));
  return {
    cmlc: all[0].longest,
    cmlt: all[0].total,
    amlc: Math.max(...all.map(({ longest }) => longest)),
    amlt: Math.max(...all.map(({ total }) => total)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** McKinney's P-score: correlation of impulse trains at 10 ms within a fifth of the median reference interval. */
export function pScore(reference: readonly number[], estimate: readonly number[]): number {
  if (reference.length < 2 || estimate.length < 2) return 0;
  const offset = Math.min(reference[0], estimate[0]);
  const quantise = (times: readonly number[]): number[] => [...new Set(times.map((time) => Math.ceil((time - offset) * 100)))];
  const referenceFrames = quantise(reference);
  const estimateFrames = quantise(estimate);
  const sorted = [...referenceFrames].sort((a, b) => a - b);
  const window = roundHalfEven(0.2 * median(sorted.slice(1).map((frame, i) => frame - sorted[i])));
  let near = 0;
  for (const r of referenceFrames) for (const e of estimateFrames) if (Math.abs(r - e) <= window) near++;
  return near / Math.max(reference.length, estimate.length);
}

/** Error of the one estimate near an inner reference beat, as a part of the half interval on its side; 1 when there is none or several. */
function gotoError(reference: readonly number[], estimate: readonly number[], n: number): number {
  const before = 0.5 * (reference[n] - reference[n - 1]);
  const after = 0.5 * (reference[n + 1] - reference[n]);
  const inside = estimate.filter((time) => time >= reference[n] - before && time < reference[n] + after);
  if (inside.length !== 1) return 1;
  const offset = inside[0] - reference[n];
  return offset < 0 ? offset / before : offset / after;
}

/** Goto & Muraoka's all-or-nothing score, quirks of the reference program included. */
export function goto(reference: readonly number[], estimate: readonly number[]): number {
  if (reference.length === 0 || estimate.length === 0) return 0;
  const errors = reference.map((_, n) => (n === 0 || n === reference.length - 1 ? 1 : gotoError(reference, estimate, n)));
  const wrong = errors.flatMap((error, i) => (Math.abs(error) > 0.35 ? [i] : []));
  let track: number[];
  if (wrong.length < 3) {
    track = errors.slice(wrong[0] + 1, wrong[wrong.length - 1] - 1);
  } else {
    const lengths = wrong.slice(1).map((index, i) => index - wrong[i]);
    const longest = Math.max(...lengths);
    const first = wrong[lengths.indexOf(longest)];
    if (longest - 1 <= 0.25 * (reference.length - 2)) return 0;
    track = errors.slice(first + 1, first + longest);
  }
  const mean = track.reduce((sum, error) => sum + Math.abs(error), 0) / track.length;
  const average = track.reduce((sum, error) => sum + error, 0) / track.length;
  const deviation = Math.sqrt(track.reduce((sum, error) => sum + (error - average) ** 2, 0) / (track.length - 1));
  return mean < 0.2 && deviation < 0.2 ? 1 : 0;
}

const INFORMATION_BINS = 41;

/** Signed distance to the nearest beat over the interval on that side; a beat before the first one wraps round, as in the reference program. */
function relativeError(times: readonly number[], time: number): number {
  const nearest = nearestIndex(times, time);
  const error = time - times[nearest];
  const last = times.length - 1;
  if (nearest === last) return error / (times[last] - times[last - 1]);
  if (error < 0) return error / (times[nearest] - times[nearest === 0 ? last : nearest - 1]);
  return error / (times[nearest + 1] - times[nearest]);
}

function entropyOfErrors(reference: readonly number[], estimate: readonly number[]): number {
  const counts = new Array<number>(INFORMATION_BINS).fill(0);
  for (const time of estimate) {
    const error = relativeError(reference, time);
    const folded = ((((error + 0.5) % 1) + 1) % 1) - 0.5;
    counts[Math.min(INFORMATION_BINS - 1, Math.floor((folded + 0.5) * INFORMATION_BINS))]++;
  }
  return counts.reduce((sum, count) => (count === 0 ? sum : sum - (count / estimate.length) * Math.log2(count / estimate.length)), 0);
}

/** Information gain of the beat error histogram over a flat one, 0..1. */
export function informationGain(reference: readonly number[], estimate: readonly number[]): number {
  if (reference.length < 2 || estimate.length < 2) return 0;
  const worst = Math.max(entropyOfErrors(reference, estimate), entropyOfErrors(estimate, reference));
  return (Math.log2(INFORMATION_BINS) - worst) / Math.log2(INFORMATION_BINS);
}
