import type { Hertz, Seconds } from '#contracts/units';
import { CHROMA, makeChroma } from './chroma.js';
import { makeFrameCutter } from './frameCutter.js';
import { fluxGroups, makeOnsetFlux, type GroupColumns } from './onsetFlux.js';

/** The one rate that music is analysed at: cymbals stay in, and a hundredth of a second is a whole number of samples. */
export const MUSIC_SAMPLE_RATE: Hertz = 24000;

/** Frames that find the beat: 43 ms long, 10 ms apart (madmom's and Beat This!'s order of size). */
export const COARSE = { size: 1024, hop: 240, framesPerSecond: 100 } as const;
/** Frames that place it: 5.3 ms long, 2.5 ms apart. */
export const FINE = { size: 128, hop: 60, framesPerSecond: 400 } as const;

/** What the trackers know of a piece of music. Frame n of a column is centred on n / framesPerSecond seconds. */
export interface MusicFeatures {
  readonly duration: Seconds;
  /** Spectral flux and level by group of bands, 100 frames a second. */
  readonly flux: GroupColumns;
  readonly level: GroupColumns;
  /** Flux over the whole spectrum, 400 frames a second, sharp in time and blind to pitch. */
  readonly fineFlux: Float32Array;
  /** Harmony: frames × 12 pitch classes, row-major, CHROMA.framesPerSecond frames a second. */
  readonly chroma: Float32Array;
}

export interface MusicFrontEnd {
  /** Takes the next block of the song, float32 mono at MUSIC_SAMPLE_RATE. */
  push(samples: Float32Array): void;
  finish(): MusicFeatures;
}

function sumOfGroups(columns: GroupColumns): Float32Array {
  const sum = new Float32Array(columns.low.length);
  for (const group of fluxGroups) for (let n = 0; n < sum.length; n++) sum[n] += columns[group][n];
  return sum;
}

/** Streaming front end of the beat tracker. Memory grows by 5 kB a second of music, whatever the block size. */
export function makeMusicFrontEnd(): MusicFrontEnd {
  const coarse = makeOnsetFlux({ sampleRate: MUSIC_SAMPLE_RATE, size: COARSE.size, bandsPerOctave: 24, lag: 1 });
  const fine = makeOnsetFlux({ sampleRate: MUSIC_SAMPLE_RATE, size: FINE.size, bandsPerOctave: 6, lag: 2 });
  const chroma = makeChroma(MUSIC_SAMPLE_RATE);
  const cutters = [makeFrameCutter(COARSE, coarse.take), makeFrameCutter(FINE, fine.take), makeFrameCutter(CHROMA, chroma.take)];
  let samplesTaken = 0;
  return {
    push(samples) {
      samplesTaken += samples.length;
      for (const cutter of cutters) cutter.push(samples);
    },
    finish() {
      for (const cutter of cutters) cutter.finish();
      const duration = samplesTaken / MUSIC_SAMPLE_RATE;
      return { duration, ...coarse.columns(), fineFlux: sumOfGroups(fine.columns().flux), chroma: chroma.rows() };
    },
  };
}
