import type { Hertz } from '#contracts/units';
import { makeFloatColumn } from './floatColumn.js';
import { hannWindow } from './hannWindow.js';
import { makeRealFourier } from './realFourier.js';

/** Frames of the harmony: 171 ms long (a semitone apart from 100 Hz up), 50 ms apart. */
export const CHROMA = { size: 4096, hop: 1200, framesPerSecond: 20 } as const;
export const PITCH_CLASSES = 12;

const LOWEST: Hertz = 80;
const HIGHEST: Hertz = 2000;

export interface Chroma {
  take(frame: Float32Array): void;
  /** Frames × 12, row-major, C first, compressed magnitudes (≥ 0). */
  rows(): Float32Array;
}

function pitchClassOf(frequency: Hertz): number {
  const semitonesAboveC = Math.round(12 * Math.log2(frequency / 261.6256));
  return ((semitonesAboveC % PITCH_CLASSES) + PITCH_CLASSES) % PITCH_CLASSES;
}

/** Energy of the twelve pitch classes. Written here and not taken from meyda, whose chroma costs twenty times as much a frame. */
export function makeChroma(sampleRate: Hertz): Chroma {
  const { size } = CHROMA;
  const fourier = makeRealFourier(size);
  const window = hannWindow(size);
  const windowed = new Float32Array(size);
  const magnitudes = new Float32Array(size / 2 + 1);
  const firstBin = Math.ceil((LOWEST * size) / sampleRate);
  const lastBin = Math.floor((HIGHEST * size) / sampleRate);
  const classes = Uint8Array.from({ length: lastBin + 1 }, (_, bin) => (bin < firstBin ? 0 : pitchClassOf((bin * sampleRate) / size)));
  const gain = 4 / size;
  const sums = new Float64Array(PITCH_CLASSES);
  const column = makeFloatColumn();
  return {
    take(frame) {
      for (let i = 0; i < size; i++) windowed[i] = frame[i] * window[i];
      fourier.magnitudes(windowed, magnitudes);
      sums.fill(0);
      for (let bin = firstBin; bin <= lastBin; bin++) sums[classes[bin]] += (gain * magnitudes[bin]) ** 2;
      for (const sum of sums) column.push(Math.log1p(1000 * Math.sqrt(sum)));
    },
    rows: () => column.values(),
  };
}
