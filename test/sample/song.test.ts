import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { arrange } from '../../plugin/sample/song/arrangement.js';
import { trueBeats } from '../../plugin/sample/song/generateSong.js';
import { SAMPLE_RATE } from '../../plugin/sample/song/tape.js';
import { waveFile } from '../../plugin/sample/song/waveFile.js';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import { sampleTiming } from '../../plugin/sample/sampleTiming.js';

const HEADER = 44;
const samplesOf = (file: Uint8Array): Int16Array => new Int16Array(Uint8Array.from(file.subarray(HEADER)).buffer);

/** Energy below about 120 Hz, where the kick is, between two times. */
function lowEnergy(samples: Int16Array, from: number, to: number): number {
  let low = 0;
  let energy = 0;
  for (let at = Math.max(0, Math.round(from * SAMPLE_RATE)); at < Math.round(to * SAMPLE_RATE); at++) {
    low += 0.017 * (samples[2 * at] + samples[2 * at + 1] - low);
    energy += low * low;
  }
  return energy;
}

describe('the sample song', () => {
  it('is what the generator makes, but for the last digits of a sine', async () => {
    const committed = samplesOf(await readFile(sampleFiles().song));
    const made = samplesOf(waveFile(arrange()));
    expect(committed.length).to.equal(made.length);
    let largest = 0;
    for (let at = 0; at < made.length; at++) largest = Math.max(largest, Math.abs(committed[at] - made[at]));
    expect(largest).to.be.at.most(2);
  });

  it('lasts as long as the clip and is neither silent nor clipped', () => {
    const { left, right } = arrange();
    expect(left.length / SAMPLE_RATE).to.equal(sampleTiming.frames / 24);
    const peak = left.reduce((most, value, at) => Math.max(most, Math.abs(value), Math.abs(right[at])), 0);
    expect(peak).to.be.within(0.6, 0.999);
  });

  it('has a kick on each of its true beats', async () => {
    const samples = samplesOf(await readFile(sampleFiles().song));
    const stated = JSON.parse(await readFile(sampleFiles().songBeats, 'utf8')) as ReturnType<typeof trueBeats>;
    expect(stated).to.deep.equal(trueBeats());
    for (const { time } of stated.beats) expect(lowEnergy(samples, time, time + 0.06) / lowEnergy(samples, time - 0.06, time), `beat at ${time}`).to.be.greaterThan(2);
  });
});
