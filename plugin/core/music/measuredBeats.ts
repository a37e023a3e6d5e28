import type { Seconds } from '#contracts/units';
import type { BeatHypothesis } from './beatHypotheses.js';
import type { MeasuringCurves } from './measuringCurves.js';
import { fluxGroups } from './onsetFlux.js';
import { ONSET_FRAMES_PER_SECOND } from './onsetStrength.js';

/** Places in a beat at which its pattern is compared: twelfths hold halves, thirds, quarters and sixths. */
export const PATTERN_STEPS = 12;
export const PATTERN_SIZE = PATTERN_STEPS * fluxGroups.length;
/** Beats apart at which patterns are compared: within bars of two to four, of two bars, of four. */
export const LAGS = [1, 2, 3, 4, 6, 8, 12, 16];
/** Harmonic change is looked for on beats and between them, over so many beats on each side. */
export const CHORD_PLACES = [0, 0.5];
export const CHORD_REACHES = [0.5, 1, 2];
/** Place among the chord columns of a change on the beat over one beat. */
const CHORD_ON_BEAT = CHORD_REACHES.indexOf(1) * CHORD_PLACES.length;
/** What may stress every other beat: chord changes, and onsets in three groups of bands. */
export const STRESSES = ['chord', 'low', 'body', 'attack'] as const;

const sizes = {
  /** Onset strength of each group of bands at each step, group after group; the square of all that; and of all bands together. */
  pattern: PATTERN_SIZE,
  square: 1,
  total: PATTERN_STEPS,
  chord: CHORD_REACHES.length * CHORD_PLACES.length,
  /** Product of the pattern with that of a later beat. */
  product: LAGS.length,
  /** Stresses with the sign of the beat's parity. */
  alternating: STRESSES.length,
};
type Kind = keyof typeof sizes;
const kinds = Object.keys(sizes) as Kind[];
const columnsBefore = (count: number): number => kinds.slice(0, count).reduce((sum, kind) => sum + sizes[kind], 0);
/** First column of each kind. */
const columnOf = Object.fromEntries(kinds.map((kind, i) => [kind, columnsBefore(i)])) as Record<Kind, number>;
const COLUMNS = columnsBefore(kinds.length);

/** A way to count with everything that is measured on its beats, summed up from beat to beat: any stretch of it then costs the same. */
export interface MeasuredBeats {
  readonly hypothesis: BeatHypothesis;
  readonly curves: MeasuringCurves;
  /** Beats × COLUMNS: sums over the beats before each one, with the gap that follows them. */
  readonly sums: Float64Array;
}

/** Writes the pattern of one beat and of all bands together into `row`. */
function readPattern(start: Seconds, gap: Seconds, { groups, total }: MeasuringCurves, row: Float64Array): void {
  const curves = fluxGroups.map((name) => groups[name]);
  for (let step = 0; step < PATTERN_STEPS; step++) {
    const frame = Math.round((start + (gap * step) / PATTERN_STEPS) * ONSET_FRAMES_PER_SECOND);
    for (let g = 0; g < curves.length; g++) row[g * PATTERN_STEPS + step] = curves[g][frame] ?? 0;
    row[columnOf.total + step] = total[frame] ?? 0;
  }
}

/** Writes the chord changes on and between beats, nearer and wider. */
function readChords(time: Seconds, gap: Seconds, { harmony }: MeasuringCurves, row: Float64Array): void {
  let column = columnOf.chord;
  for (const reach of CHORD_REACHES) for (const place of CHORD_PLACES) row[column++] = harmony(time + place * gap, reach * gap);
}

/** Writes what follows from a pattern once it is read. */
function derive(row: Float64Array, beat: number): void {
  for (let k = 0; k < PATTERN_SIZE; k++) row[columnOf.square] += row[k] * row[k];
  const sign = beat % 2 === 0 ? 1 : -1;
  row[columnOf.alternating] = sign * row[columnOf.chord + CHORD_ON_BEAT];
  for (let g = 0; g < STRESSES.length - 1; g++) row[columnOf.alternating + 1 + g] = sign * row[g * PATTERN_STEPS];
}

function product(rows: Float64Array, one: number, other: number): number {
  let sum = 0;
  for (let k = 0; k < PATTERN_SIZE; k++) sum += rows[one + k] * rows[other + k];
  return sum;
}

/** Measures all beats of one way to count; at least two. */
export function measureBeats(hypothesis: BeatHypothesis, curves: MeasuringCurves): MeasuredBeats {
  const { times } = hypothesis;
  const gaps = times.length - 1;
  const rows = new Float64Array(gaps * COLUMNS);
  for (let i = 0; i < gaps; i++) {
    const row = rows.subarray(i * COLUMNS, (i + 1) * COLUMNS);
    const gap = times[i + 1] - times[i];
    readPattern(times[i], gap, curves, row);
    readChords(times[i], gap, curves, row);
    derive(row, i);
  }
  for (let i = 0; i < gaps; i++) {
    for (let l = 0; l < LAGS.length && i + LAGS[l] < gaps; l++) rows[i * COLUMNS + columnOf.product + l] = product(rows, i * COLUMNS, (i + LAGS[l]) * COLUMNS);
  }
  const sums = new Float64Array((gaps + 1) * COLUMNS);
  for (let place = 0; place < rows.length; place++) sums[place + COLUMNS] = sums[place] + rows[place];
  return { hypothesis, curves, sums };
}

/** Beats of a stretch: `first` .. `end` - 1. */
export type Stretch = readonly [first: number, end: number];

/** Sum of column `index` of a kind over the beats of a stretch. */
export const sumOver = ({ sums }: MeasuredBeats, [first, end]: Stretch, kind: Kind, index = 0): number =>
  sums[end * COLUMNS + columnOf[kind] + index] - sums[first * COLUMNS + columnOf[kind] + index];

/** Part of the rhythm's variance that the mean pattern explains, 0..1. `power`: mean square of what is left. */
export function regularity(mean: Float64Array, power: number): number {
  let explained = 0;
  for (let first = 0; first < PATTERN_SIZE; first += PATTERN_STEPS) {
    let level = 0;
    for (let k = first; k < first + PATTERN_STEPS; k++) level += mean[k] / PATTERN_STEPS;
    for (let k = first; k < first + PATTERN_STEPS; k++) explained += (mean[k] - level) ** 2;
  }
  return explained / (explained + power + 1e-9);
}

/**
 * Mean product of patterns some beats apart, the mean pattern taken away, over `power`: 1 for exact repetition, 0 for none or where there
 * are too few beats. `l` is an index of LAGS.
 */
export function likeness(measured: MeasuredBeats, [first, end]: Stretch, l: number, { mean, power }: { readonly mean: Float64Array; readonly power: number }): number {
  const pairs = end - first - LAGS[l];
  if (pairs <= 0) return 0;
  let sum = sumOver(measured, [first, end - LAGS[l]], 'product', l);
  for (let k = 0; k < PATTERN_SIZE; k++) {
    const both = sumOver(measured, [first, end - LAGS[l]], 'pattern', k) + sumOver(measured, [first + LAGS[l], end], 'pattern', k);
    sum += mean[k] * (pairs * mean[k] - both);
  }
  return sum / pairs / (power + 1e-9);
}
