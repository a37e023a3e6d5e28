import meydaModule, { type MeydaFeaturesObject } from 'meyda';
import { TIMBRE_SIZE, type DescriptiveFrames } from '#core/music/descriptiveFrames';
import { makeFloatColumn } from '#core/music/floatColumn';
import { makeFrameCutter } from '#core/music/frameCutter';
import { MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';

/** Meyda is CommonJS whose typings describe an ES module: the object is the default import itself in Node, one level deeper in a bundle. */
const Meyda = ('extract' in meydaModule ? meydaModule : meydaModule.default) as (typeof meydaModule)['default'];

const FRAME = { size: 1024, hop: 4800 } as const;

export interface MeydaFeatures {
  /** Takes the next block of the song, float32 mono at MUSIC_SAMPLE_RATE. */
  push(samples: Float32Array): void;
  finish(): DescriptiveFrames;
}

/**
 * Meyda's settings are global and its mel and Bark banks are built on first use and never again: one configuration for the
 * whole process, set before each use, keeps them right. `spectralFlux` is not used: it throws (meyda issue 236, version 5.6.3).
 */
function configure(): void {
  Meyda.sampleRate = MUSIC_SAMPLE_RATE;
  Meyda.bufferSize = FRAME.size;
  Meyda.windowingFunction = 'hanning';
  Meyda.numberOfMFCCCoefficients = TIMBRE_SIZE;
}

/** Loudness and timbre five times a second by meyda; about 0.6 ms a frame. */
export function makeMeydaFeatures(): MeydaFeatures {
  const loudness = makeFloatColumn();
  const timbre = makeFloatColumn();
  const cutter = makeFrameCutter(FRAME, (frame) => {
    configure();
    const features = Meyda.extract(['loudness', 'mfcc'], frame) as Pick<MeydaFeaturesObject, 'loudness' | 'mfcc'>;
    loudness.push(features.loudness.total);
    for (let i = 0; i < TIMBRE_SIZE; i++) timbre.push(features.mfcc[i]);
  });
  return {
    push: cutter.push,
    finish() {
      cutter.finish();
      return { framesPerSecond: MUSIC_SAMPLE_RATE / FRAME.hop, loudness: loudness.values(), timbre: timbre.values() };
    },
  };
}
