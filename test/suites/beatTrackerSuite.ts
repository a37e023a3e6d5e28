import { expect } from 'chai';
import type { BeatTracker } from '#helper/audio/beatTracker';
import type { TrackedBeats } from '#core/music/trackBeats';
import { clicksAt, evenTimes } from '../fixtures/soundFixtures.js';

async function run(tracker: BeatTracker, samples: Float32Array, block: number): Promise<TrackedBeats> {
  const tracking = tracker.start();
  for (let at = 0; at < samples.length; at += block) await tracking.push(samples.slice(at, at + block));
  return tracking.finish();
}

/** What every tracker behind the port has to keep. */
export function itBehavesAsABeatTracker(tracker: BeatTracker): void {
  const clicks = (seconds: number): Float32Array => clicksAt(evenTimes(0.3, seconds, 0.5).map((time) => ({ time })), seconds, tracker.sampleRate);

  it('gives beats in order, inside the music, numbered in bars where known, with strength and confidence in 0..1', async () => {
    const { beats, beatsPerBar } = await run(tracker, clicks(12), 5000);
    expect(beats.length).to.be.above(10);
    beats.forEach((beat, i) => {
      if (i > 0) expect(beat.time).to.be.above(beats[i - 1].time);
      expect(beat.time).to.be.within(0, 12);
      expect(beat.barPosition).to.be.within(0, beatsPerBar);
      expect(beat.downbeat).to.equal(beat.barPosition === 1);
      expect(beat.strength).to.be.within(0, 1);
      expect(beat.confidence).to.be.within(0, 1);
    });
  });

  it('finds clicks where they are', async () => {
    const { beats } = await run(tracker, clicks(12), 1 << 16);
    for (const time of evenTimes(1.3, 10, 0.5)) expect(Math.min(...beats.map((beat) => Math.abs(beat.time - time)))).to.be.below(0.02);
  });

  it('gives the same beats however the sound is cut into blocks', async () => {
    expect(await run(tracker, clicks(6), 777)).to.deep.equal(await run(tracker, clicks(6), 1 << 20));
  });

  it('follows several pieces at once without mixing them up', async () => {
    const [one, two] = [tracker.start(), tracker.start()];
    await one.push(clicks(6));
    await two.push(new Float32Array(6 * tracker.sampleRate));
    await two.finish();
    expect(await one.finish()).to.deep.equal(await run(tracker, clicks(6), 1 << 20));
  });

  it('answers for nothing, a moment and silence', async () => {
    for (const seconds of [0, 0.01, 0.5, 3]) {
      const { beats } = await run(tracker, new Float32Array(Math.round(seconds * tracker.sampleRate)), 4000);
      for (const { confidence } of beats) expect(confidence).to.be.below(0.2);
    }
  });
}
