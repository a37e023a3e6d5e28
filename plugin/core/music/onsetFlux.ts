import type { Hertz } from '#contracts/units';
import { makeFloatColumn } from './floatColumn.js';
import { applyBands, makeLogBands, type LogBands } from './logBands.js';
import { makeRealFourier } from './realFourier.js';
import { hannWindow } from './hannWindow.js';

/** Parts of the spectrum whose onsets are kept apart: kick and bass, body of snare and voice, attack, cymbals. */
export const fluxGroups = ['low', 'body', 'attack', 'air'] as const;
export type FluxGroup = (typeof fluxGroups)[number];

/** Upper borders of the groups, hertz (beat-tracking practice: < 150, 150-800, 800-5k, above). */
const groupBorders: readonly Hertz[] = [150, 800, 5000, Infinity];

/** Rise of the sound in each group of bands, one value a frame, and its level. */
export type GroupColumns = Readonly<Record<FluxGroup, Float32Array>>;

export interface OnsetFlux {
  /** Takes one frame of `size` samples. */
  take(frame: Float32Array): void;
  /** Flux (≥ 0) and mean compressed level of every group, one value for each frame taken. */
  columns(): { readonly flux: GroupColumns; readonly level: GroupColumns };
}

export interface OnsetFluxRequest {
  readonly sampleRate: Hertz;
  /** Frame length, samples, a power of two. */
  readonly size: number;
  readonly bandsPerOctave: number;
  /** Frames between the two spectra that are compared. */
  readonly lag: number;
}

/** Level that a sine of full scale has before compression; log(1 + 1000 x) keeps 60 dB below it audible (chosen after Beat This!, arXiv 2407.21658). */
const COMPRESSION = 1000;

/** First band of each group, and the number of bands at the end: bands ascend, so a group is a stretch of them. */
function groupStarts({ centres }: LogBands): Int32Array {
  const below = (border: Hertz): number => centres.filter((centre) => centre < border).length;
  return Int32Array.from([0, ...groupBorders.map(below)]);
}

/** Maximum over each band and its two neighbours: a partial that only wavers in pitch then rises nowhere (SuperFlux). */
function widen(levels: Float32Array, out: Float32Array): void {
  const last = levels.length - 1;
  for (let b = 0; b <= last; b++) {
    out[b] = Math.max(levels[b], levels[Math.max(b - 1, 0)], levels[Math.min(b + 1, last)]);
  }
}

function makeColumns() {
  const flux = fluxGroups.map(() => makeFloatColumn());
  const level = fluxGroups.map(() => makeFloatColumn());
  const byName = (list: typeof flux): GroupColumns =>
    Object.fromEntries(fluxGroups.map((name, g) => [name, list[g].values()])) as Record<FluxGroup, Float32Array>;
  return { flux, level, read: () => ({ flux: byName(flux), level: byName(level) }) };
}

/**
 * Log-band spectral flux with vibrato suppression after Böck & Widmer, "Maximum filter vibrato suppression for
 * onset detection" (DAFx 2013): compressed band levels minus the widened levels `lag` frames earlier, half-wave
 * rectified, averaged over the bands of each group. Not meyda's: its `spectralFlux` throws (meyda issue 236).
 */
export function makeOnsetFlux(request: OnsetFluxRequest): OnsetFlux {
  const { size, lag } = request;
  const fourier = makeRealFourier(size);
  const window = hannWindow(size);
  const bands = makeLogBands({ sampleRate: request.sampleRate, fftSize: size, bandsPerOctave: request.bandsPerOctave, lowest: 30, highest: Math.min(17000, request.sampleRate * 0.46) });
  const count = bands.centres.length;
  const starts = groupStarts(bands);
  const { flux, level, read } = makeColumns();
  const windowed = new Float32Array(size);
  const magnitudes = new Float32Array(size / 2 + 1);
  const levels = new Float32Array(count);
  const past = Array.from({ length: lag }, () => new Float32Array(count));
  // A Hann window passes half of a sine's amplitude, and a real transform splits it over two halves.
  const gain = (COMPRESSION * 4) / size;
  let frames = 0;

  const sumGroup = (group: number, earlier: Float32Array): void => {
    let rises = 0;
    let sum = 0;
    for (let b = starts[group]; b < starts[group + 1]; b++) {
      const rise = levels[b] - earlier[b];
      if (rise > 0) rises += rise;
      sum += levels[b];
    }
    const bandsInGroup = Math.max(1, starts[group + 1] - starts[group]);
    flux[group].push(frames < lag ? 0 : rises / bandsInGroup);
    level[group].push(sum / bandsInGroup);
  };

  return {
    take(frame) {
      for (let i = 0; i < size; i++) windowed[i] = frame[i] * window[i];
      fourier.magnitudes(windowed, magnitudes);
      applyBands(bands, magnitudes, levels);
      for (let b = 0; b < count; b++) levels[b] = Math.log1p(gain * levels[b]);
      const earlier = past[frames % lag];
      for (let g = 0; g < fluxGroups.length; g++) sumGroup(g, earlier);
      widen(levels, earlier);
      frames++;
    },
    columns: read,
  };
}
