import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { BAR_POINTER_TRACKER, trackBeats } from '#core/music/trackBeats';
import type { BeatTracker } from './beatTracker.js';
import { makeMeydaFeatures } from './meydaFeatures.js';

/** The bundled tracker: our own front end finds the beats, meyda's loudness ranks them. */
export const barPointerTracker: BeatTracker = {
  provenance: BAR_POINTER_TRACKER,
  sampleRate: MUSIC_SAMPLE_RATE,
  start() {
    const frontEnd = makeMusicFrontEnd();
    const meyda = makeMeydaFeatures();
    return {
      push(samples) {
        frontEnd.push(samples);
        meyda.push(samples);
      },
      async finish(pace) {
        const steps = trackBeats(frontEnd.finish(), meyda.finish());
        for (;;) {
          const step = steps.next();
          if (step.done) return step.value;
          await pace?.(step.value);
        }
      },
    };
  },
};
