import { expect } from 'chai';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { runSteps } from '#core/music/steps';
import { trackBeats, type TrackedBeats } from '#core/music/trackBeats';
import { clicksAt, evenTimes, type Click } from '../../fixtures/soundFixtures.js';

function track(samples: Float32Array): TrackedBeats {
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(samples);
  const described = { framesPerSecond: 1, loudness: new Float32Array(0), timbre: new Float32Array(0) };
  return runSteps(trackBeats(frontEnd.finish(), described));
}

const trackClicks = (clicks: readonly Click[], seconds: number): TrackedBeats => track(clicksAt(clicks, seconds, MUSIC_SAMPLE_RATE));

function worstDistance(found: readonly number[], expected: readonly number[]): number {
  return Math.max(...expected.map((time) => Math.min(...found.map((other) => Math.abs(other - time)))));
}

describe('trackBeats', () => {
  for (const bpm of [76, 100.3, 120, 143.7]) {
    it(`finds every click at ${bpm} beats a minute within 3 ms`, () => {
      const expected = evenTimes(0.41, 19.5, 60 / bpm);
      const { beats, tempoSegments } = trackClicks(expected.map((time) => ({ time })), 20);
      const inside = beats.map(({ time }) => time);
      expect(worstDistance(inside, expected)).to.be.below(0.003);
      expect(tempoSegments).to.have.length(1);
      expect(tempoSegments[0].bpm).to.be.closeTo(bpm, 0.05);
    });
  }

  it('is not bent by beats of the silence before and after, whose places are only known to the raster', () => {
    const expected = evenTimes(2.503, 11.7, 60 / 127.3);
    const { beats, tempoSegments } = trackClicks(expected.map((time) => ({ time })), 14);
    expect(beats.length).to.be.at.least(expected.length);
    expect(worstDistance(beats.map(({ time }) => time), expected)).to.be.below(0.0005);
    expect(tempoSegments[0].bpm).to.be.closeTo(127.3, 0.005);
  });

  it('follows a step from one tempo to another', () => {
    const slow = evenTimes(0.5, 30, 60 / 96);
    const fast = evenTimes(30.2, 59.5, 60 / 140);
    const { beats, tempoSegments } = trackClicks([...slow, ...fast].map((time) => ({ time })), 60);
    const found = beats.map(({ time }) => time);
    expect(worstDistance(found, slow.filter((time) => time < 25))).to.be.below(0.003);
    expect(worstDistance(found, fast.filter((time) => time > 36))).to.be.below(0.003);
    expect(tempoSegments[0].bpm).to.be.closeTo(96, 0.1);
    expect(tempoSegments[tempoSegments.length - 1].bpm).to.be.closeTo(140, 0.1);
  });

  it('leaves beats that are played unevenly where they were played', () => {
    const even = evenTimes(0.5, 19.5, 0.5);
    const played = even.map((time, i) => time + 0.01 * Math.sin(i * 1.7) + 0.12 * Math.sin(i / 6));
    const { beats } = trackClicks(played.map((time) => ({ time })), 20);
    expect(worstDistance(beats.map(({ time }) => time), played)).to.be.below(0.006);
  });

  it('finds no more than a doubtful pulse in noise and none in silence', () => {
    let state = 1;
    const noise = Float32Array.from({ length: 20 * MUSIC_SAMPLE_RATE }, () => ((state = (state * 48271) % 2147483647) / 2147483647 - 0.5) * 0.5);
    for (const beat of track(noise).beats) expect(beat.confidence).to.be.below(0.6);
    expect(track(new Float32Array(5 * MUSIC_SAMPLE_RATE)).beats.every(({ confidence }) => confidence === 0)).to.equal(true);
  });

  it('answers for pieces of any length', () => {
    for (const seconds of [0, 0.001, 0.3, 1, 2]) {
      const { beats } = trackClicks(evenTimes(0.1, seconds, 0.5).map((time) => ({ time })), seconds);
      for (const { time } of beats) expect(time).to.be.within(0, seconds);
    }
  });
});
