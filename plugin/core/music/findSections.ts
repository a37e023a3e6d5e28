import type { Beat, Section } from '#contracts/beatGrid';
import type { Seconds } from '#contracts/units';
import { PITCH_CLASSES, CHROMA } from './chroma.js';
import { rankWithin } from './beatStrength.js';
import { standardise } from './curve.js';
import { TIMBRE_SIZE, type DescriptiveFrames } from './descriptiveFrames.js';
import { COARSE, type MusicFeatures } from './musicFeatures.js';
import { fluxGroups } from './onsetFlux.js';

/** Bars on each side that a border is judged by (Foote's kernel of 32 beats is 4 to 8 bars), and the shortest section. */
const KERNEL_BARS = 6;
const SHORTEST_BARS = 4;
/** A border stands out from the song's usual novelty by so many standard deviations (chosen). */
const CLEAR = 0.8;
/** Sections whose mean bars are nearer than this part of the song's usual distance get one letter. */
const ALIKE = 0.75;

function meanOfRows(rows: Float32Array, width: number, from: number, to: number): number[] {
  const last = rows.length / width - 1;
  const first = Math.max(0, Math.min(last, Math.round(from)));
  const end = Math.max(first, Math.min(last, Math.round(to) - 1));
  return Array.from({ length: last < 0 ? 0 : width }, (_, c) => {
    let sum = 0;
    for (let n = first; n <= end; n++) sum += rows[n * width + c];
    return sum / (end - first + 1);
  });
}

/** What one bar sounds like: level of each group of bands, timbre, loudness and harmony, column after column. */
function describeBar(start: Seconds, end: Seconds, features: MusicFeatures, described: DescriptiveFrames): number[] {
  const at = (rows: Float32Array, width: number, rate: number): number[] => meanOfRows(rows, width, start * rate, end * rate);
  return [
    ...fluxGroups.flatMap((group) => at(features.level[group], 1, COARSE.framesPerSecond)),
    ...at(described.loudness, 1, described.framesPerSecond),
    ...at(described.timbre, TIMBRE_SIZE, described.framesPerSecond).slice(0, 5),
    ...at(features.chroma, PITCH_CLASSES, CHROMA.framesPerSecond).map((value) => value / 3),
  ];
}

function standardiseColumns(rows: readonly (readonly number[])[]): number[][] {
  const columns = (rows[0] ?? []).map((_, c) => standardise(rows.map((row) => row[c])));
  return rows.map((_, r) => columns.map((column) => column[r]));
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / Math.max(1, a.length));
}

/**
 * Novelty at each bar line after Foote (ICME 2000): how far bars before are from bars after, less how far they are
 * among themselves; a checkerboard kernel laid on the matrix of distances.
 */
function noveltyAt(bars: readonly (readonly number[])[], line: number): number {
  const reach = Math.min(KERNEL_BARS, line, bars.length - line);
  let across = 0;
  let within = 0;
  for (let a = 1; a <= reach; a++) {
    for (let b = 0; b < reach; b++) {
      across += distance(bars[line - a], bars[line + b]);
      within += (distance(bars[line - a], bars[line - 1 - b]) + distance(bars[line + a - 1], bars[line + b])) / 2;
    }
  }
  return reach === 0 ? 0 : ((across - within) / (reach * reach)) * Math.sqrt(reach / KERNEL_BARS);
}

/** Bar lines that are borders, strongest first, none nearer to another or an end than the shortest section. */
function pickBorders(bars: readonly (readonly number[])[]): number[] {
  const novelty = bars.map((_, line) => noveltyAt(bars, line));
  const clear = standardise(novelty);
  const order = novelty.map((_, line) => line).sort((a, b) => novelty[b] - novelty[a]);
  const borders: number[] = [];
  for (const line of order) {
    const apart = [0, bars.length, ...borders].every((border) => Math.abs(border - line) >= SHORTEST_BARS);
    if (apart && clear[line] > CLEAR && novelty[line] > 0.1) borders.push(line);
  }
  return borders.sort((a, b) => a - b);
}

function meanBar(bars: readonly (readonly number[])[]): number[] {
  return (bars[0] ?? []).map((_, c) => bars.reduce((sum, bar) => sum + bar[c], 0) / bars.length);
}

/** A, B, C in order of appearance; a section that sounds like an earlier one takes its letter. */
function letters(means: readonly (readonly number[])[]): string[] {
  const known: (readonly number[])[] = [];
  return means.map((mean) => {
    const same = known.findIndex((other) => distance(other, mean) < ALIKE);
    const index = same >= 0 ? same : known.push(mean) - 1;
    return String.fromCharCode(65 + (index % 26));
  });
}

/**
 * Parts of the form, from the first to the last moment of the music, borders on downbeats; `energy` ranks their
 * loudness and density within the song. One section where nothing changes or bars are too few.
 */
export function findSections(beats: readonly Beat[], features: MusicFeatures, described: DescriptiveFrames): Section[] {
  if (features.duration <= 0) return [];
  const lines = beats.filter(({ downbeat }) => downbeat).map(({ time }) => time);
  const rows = lines.map((time, i) => describeBar(time, lines[i + 1] ?? features.duration, features, described));
  const bars = standardiseColumns(rows);
  const borders = [0, ...pickBorders(bars), bars.length];
  const starts = borders.slice(0, -1).map((line, i) => (i === 0 ? 0 : lines[line]));
  const parts = starts.map((_, i) => ({ first: borders[i], end: borders[i + 1] }));
  const loudness = parts.map(({ first, end }) => rows.slice(first, end).reduce((sum, row) => sum + row[0] + row[1] + row[2] + row[3], 0) / Math.max(1, end - first));
  const energies = rankWithin(loudness);
  const labels = letters(parts.map(({ first, end }) => meanBar(bars.slice(first, end))));
  return parts.map((_, i) => ({ start: starts[i], end: starts[i + 1] ?? features.duration, label: labels[i], energy: energies[i] }));
}
