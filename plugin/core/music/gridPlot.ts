import type { BeatGrid } from '#contracts/beatGrid';
import type { Seconds } from '#contracts/units';

/** Curves that are drawn above each other, one value for each `secondsPerValue`. */
export interface PlotCurves {
  readonly secondsPerValue: Seconds;
  /** Largest absolute sample, 0..1. */
  readonly loudness: Float32Array;
  /** Onset strength; 1 is an ordinary onset. */
  readonly onsets: Float32Array;
}

const WIDTH = 1600;
const ROW = 150;
const MARGIN = 10;
const SECONDS_A_ROW = 20;
const MOST_ROWS = 40;
const sectionColours = ['#24405e', '#5a2d4a', '#2d5a3c', '#5a4d2d', '#40306a', '#2d5a5a'];

interface Row {
  readonly start: Seconds;
  readonly seconds: Seconds;
  readonly top: number;
}

const x = (row: Row, time: Seconds): number => MARGIN + ((time - row.start) / row.seconds) * (WIDTH - 2 * MARGIN);
const fixed = (value: number): string => value.toFixed(1);

function rowsFor(duration: Seconds): Row[] {
  const seconds = Math.max(SECONDS_A_ROW, duration / MOST_ROWS);
  return Array.from({ length: Math.max(1, Math.ceil(duration / seconds)) }, (_, i) => ({ start: i * seconds, seconds, top: i * ROW }));
}

/** A filled curve over one row, its height given by `height` pixels at value 1. */
function area(row: Row, curves: PlotCurves, values: Float32Array, look: { readonly base: number; readonly height: number; readonly colour: string }): string {
  const first = Math.floor(row.start / curves.secondsPerValue);
  const last = Math.min(values.length - 1, Math.ceil((row.start + row.seconds) / curves.secondsPerValue));
  if (last < first) return '';
  let path = `M${fixed(x(row, first * curves.secondsPerValue))} ${row.top + look.base}`;
  for (let n = first; n <= last; n++) path += `L${fixed(x(row, n * curves.secondsPerValue))} ${fixed(row.top + look.base - look.height * Math.min(1, values[n]))}`;
  path += `L${fixed(x(row, last * curves.secondsPerValue))} ${row.top + look.base}Z`;
  return `<path d="${path}" fill="${look.colour}"/>`;
}

function sectionBands(row: Row, grid: BeatGrid): string[] {
  return grid.sections
    .filter(({ start, end }) => end > row.start && start < row.start + row.seconds)
    .map(({ start, end, label, energy }) => {
      const left = x(row, Math.max(start, row.start));
      const right = x(row, Math.min(end, row.start + row.seconds));
      const colour = sectionColours[Math.max(0, label.charCodeAt(0) - 65) % sectionColours.length];
      return `<rect x="${fixed(left)}" y="${row.top + 4}" width="${fixed(right - left)}" height="${ROW - 12}" fill="${colour}" opacity="${fixed(0.35 + 0.5 * energy)}"/>`;
    });
}

/** A line for each beat, as tall as it is strong, orange on the one and fainter where the tracker doubts. */
function beatLines(row: Row, grid: BeatGrid): string[] {
  return grid.beats
    .filter(({ time }) => time >= row.start && time < row.start + row.seconds)
    .map(({ time, downbeat, strength, confidence }) => {
      const height = 20 + 60 * strength;
      const colour = downbeat ? '#ffae42' : '#e8e8e8';
      return `<rect x="${fixed(x(row, time) - (downbeat ? 1.5 : 0.75))}" y="${fixed(row.top + ROW - 12 - height)}" width="${downbeat ? 3 : 1.5}" height="${fixed(height)}" fill="${colour}" opacity="${fixed(0.35 + 0.65 * confidence)}"/>`;
    });
}

const hitHeights = { kick: 138, snare: 132, hat: 126 } as const;
const hitColours = { kick: '#ff6b6b', snare: '#7bd88f', hat: '#78dce8' } as const;

function hitDots(row: Row, grid: BeatGrid): string[] {
  return grid.hits
    .filter(({ time }) => time >= row.start && time < row.start + row.seconds)
    .map(({ time, band, strength }) => `<circle cx="${fixed(x(row, time))}" cy="${row.top + hitHeights[band]}" r="${fixed(1 + 2 * strength)}" fill="${hitColours[band]}"/>`);
}

/**
 * The grid over the music as SVG text: rows of 20 s (longer for long music) with sections as bands, loudness in blue, onset
 * strength in grey, beats and downbeats as lines and kick, snare and hat as dots in three lanes. Deterministic.
 */
export function drawGrid(grid: BeatGrid, curves: PlotCurves): string {
  const rows = rowsFor(grid.duration);
  const parts = rows.flatMap((row) => [
    ...sectionBands(row, grid),
    area(row, curves, curves.loudness, { base: 72, height: 60, colour: '#5b8dd6' }),
    area(row, curves, curves.onsets.map((value) => value / 4), { base: 120, height: 44, colour: '#9a9a9a' }),
    ...beatLines(row, grid),
    ...hitDots(row, grid),
  ]);
  const height = rows.length * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}"><rect width="${WIDTH}" height="${height}" fill="#14161a"/>${parts.join('')}</svg>`;
}
