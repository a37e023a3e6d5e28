import { expect } from 'chai';
import { barePulse } from '#core/music/barePulse';
import { makeHarmonicChange } from '#core/music/harmonicChange';
import { measureBeats } from '#core/music/measuredBeats';
import { measuringCurves, type MeasuringCurves } from '#core/music/measuringCurves';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { onsetStrength } from '#core/music/onsetStrength';
import { drumPatterns, playPattern } from '../../fixtures/drumFixtures.js';
import { clicksAt, evenTimes } from '../../fixtures/soundFixtures.js';

const SECONDS = 12;
const START = 0.3;

function hear(samples: Float32Array): MeasuringCurves {
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(samples);
  const features = frontEnd.finish();
  return measuringCurves(onsetStrength(features), makeHarmonicChange(features.chroma));
}

/** How much counting a sound every `period` seconds from START on is like counting a metronome. */
function pulseOf(curves: MeasuringCurves, period: number): number {
  const times = evenTimes(START, SECONDS - 1, period);
  return barePulse(measureBeats({ times, origin: 'path', manner: 'programmed', score: 0 }, curves), [0, times.length - 1]);
}

describe('bare pulse', () => {
  it('is a metronome counted click by click, accents or none, and not at half or double its speed', () => {
    for (const accent of [{}, { pitch: 2500 }, { level: 0.95 }]) {
      const clicks = evenTimes(START, SECONDS - 0.5, 0.5).map((time, i) => ({ time, level: 0.6, ...(i % 4 === 0 ? accent : {}) }));
      const curves = hear(clicksAt(clicks, SECONDS, MUSIC_SAMPLE_RATE));
      expect(pulseOf(curves, 0.5)).to.be.above(0.8);
      expect(pulseOf(curves, 0.25)).to.equal(0);
      expect(pulseOf(curves, 1)).to.equal(0);
    }
  });

  it('is not in the eighths of a drum kit, though nothing sounds between them', () => {
    for (const name of ['rock', 'rock with off-beat kick', 'house', 'march']) {
      const pattern = drumPatterns.find((groove) => groove.name === name)!;
      const { samples } = playPattern(pattern, { bpm: 100, seconds: SECONDS, sampleRate: MUSIC_SAMPLE_RATE, start: START });
      expect(pulseOf(hear(samples), 0.3), name).to.be.below(0.05);
    }
  });
});
