import type { Hertz } from '#contracts/units';
import { makeFloatColumn } from './floatColumn.js';
import { makeFrameCutter } from './frameCutter.js';
import { hannWindow } from './hannWindow.js';
import { makeRealFourier } from './realFourier.js';

/** Front end of Beat This! (Foscarin, Schlüter & Widmer, ISMIR 2024, arXiv 2407.21658). */
export const BEAT_THIS = { sampleRate: 22050, size: 1024, hop: 441, framesPerSecond: 50, bands: 128, lowest: 30, highest: 11000, gain: 1000 } as const;

export interface SpectrogramStream {
  /** Takes the next block, float32 mono at BEAT_THIS.sampleRate. */
  push(samples: Float32Array): void;
  /** Frames × 128, row-major: ln(1 + 1000 · mel). */
  finish(): Float32Array;
}

/** Slaney's mel scale: linear below 1 kHz, logarithmic above (Auditory Toolbox). */
function hertzToMel(frequency: Hertz): number {
  return frequency < 1000 ? (3 * frequency) / 200 : 15 + (27 * Math.log(frequency / 1000)) / Math.log(6.4);
}

function melToHertz(mel: number): Hertz {
  return mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp((Math.log(6.4) * (mel - 15)) / 27);
}

/** Triangles of peak 1 between neighbouring centres that are evenly spaced in mel; bands × (size / 2 + 1), row-major. */
export function melFilters(): Float32Array {
  const { bands, lowest, highest, size, sampleRate } = BEAT_THIS;
  const bins = size / 2 + 1;
  const [from, to] = [hertzToMel(lowest), hertzToMel(highest)];
  const edges = Array.from({ length: bands + 2 }, (_, i) => melToHertz(from + ((to - from) * i) / (bands + 1)));
  const filters = new Float32Array(bands * bins);
  for (let band = 0; band < bands; band++) {
    const [left, centre, right] = edges.slice(band, band + 3);
    for (let bin = 0; bin < bins; bin++) {
      const frequency = (bin * sampleRate) / size;
      filters[band * bins + bin] = Math.max(0, Math.min((frequency - left) / (centre - left), (right - frequency) / (right - centre)));
    }
  }
  return filters;
}

/** First and last bin of each band that is not zero, so that the product skips the rest. */
function supports(filters: Float32Array, bins: number): Int32Array {
  return Int32Array.from({ length: (filters.length / bins) * 2 }, (_, i) => {
    const row = filters.subarray((i >> 1) * bins, ((i >> 1) + 1) * bins);
    const used = [...row.keys()].filter((bin) => row[bin] > 0);
    return i % 2 === 0 ? (used[0] ?? 0) : (used[used.length - 1] ?? -1);
  });
}

/**
 * Log-mel spectrogram as the network was trained on: 1024-point Hann frames centred on every 441st sample, mirrored at the
 * ends, magnitudes over the root of the frame length, 128 Slaney bands from 30 Hz to 11 kHz, ln(1 + 1000 x).
 */
export function makeBeatThisSpectrogram(): SpectrogramStream {
  const { size, bands, gain } = BEAT_THIS;
  const bins = size / 2 + 1;
  const filters = melFilters();
  const support = supports(filters, bins);
  const fourier = makeRealFourier(size);
  const window = hannWindow(size);
  const windowed = new Float32Array(size);
  const magnitudes = new Float32Array(bins);
  const rows = makeFloatColumn();
  const scale = 1 / Math.sqrt(size);
  const cutter = makeFrameCutter({ size, hop: BEAT_THIS.hop, edges: 'mirror' }, (frame) => {
    for (let n = 0; n < size; n++) windowed[n] = frame[n] * window[n];
    fourier.magnitudes(windowed, magnitudes);
    for (let band = 0; band < bands; band++) {
      let sum = 0;
      for (let bin = support[2 * band]; bin <= support[2 * band + 1]; bin++) sum += filters[band * bins + bin] * magnitudes[bin];
      rows.push(Math.log1p(gain * scale * sum));
    }
  });
  return {
    push: cutter.push,
    finish() {
      cutter.finish();
      return rows.values();
    },
  };
}
