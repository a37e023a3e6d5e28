import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError } from '#core/failure/result';
import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import { encodersAtHand, ffmpeg, makeAwkwardFolder } from '../../fixtures/ffmpegFixtures.js';
import { clicksAt, evenTimes, writeWav } from '../../fixtures/soundFixtures.js';

const RATE = 44100;
const never = new AbortController().signal;

async function decode(path: string, sampleRate: number, signal = never): Promise<Float32Array> {
  const blocks: Float32Array[] = [];
  for await (const block of (await openFfmpegAudio(path, sampleRate)).blocks(signal)) blocks.push(block);
  const samples = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  blocks.reduce((at, block) => (samples.set(block, at), at + block.length), 0);
  return samples;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof FailureError ? error.failure.code : String(error)),
  );

/** Time by which `later` runs behind `earlier`, seconds: the lag of the highest correlation within ±`reach` seconds of `around`. */
function lagBetween(earlier: Float32Array, later: Float32Array, around = 0, reach = 0.03): number {
  const loud = [...earlier.keys()].filter((n) => Math.abs(earlier[n]) > 0.1);
  let best = 0;
  let bestSum = -Infinity;
  for (let lag = Math.round((around - reach) * RATE); lag <= (around + reach) * RATE; lag++) {
    let sum = 0;
    for (const n of loud) sum += earlier[n] * (later[n + lag] ?? 0);
    if (sum > bestSum) [best, bestSum] = [lag, sum];
  }
  return best / RATE;
}

interface Wrapping {
  readonly file: string;
  readonly encoder: string;
  readonly args: readonly string[];
  /** Time the sound is late with respect to the picture. */
  readonly late?: number;
}

const withPicture = ['-f', 'lavfi', '-i', 'color=size=32x32:rate=25:duration=3'];
const wrappings: readonly Wrapping[] = [
  { file: 'a.mp3', encoder: 'libmp3lame', args: [] },
  { file: 'a.m4a', encoder: 'aac', args: [] },
  { file: 'a.opus', encoder: 'libopus', args: [] },
  { file: 'opus.mka', encoder: 'libopus', args: [] },
  { file: 'a.ogg', encoder: 'libvorbis', args: [] },
  { file: 'a.flac', encoder: 'flac', args: [] },
  { file: 'v.mp4', encoder: 'aac', args: withPicture },
  { file: 'v.mov', encoder: 'aac', args: withPicture },
  { file: 'v.mkv', encoder: 'aac', args: withPicture },
  { file: 'mp3.mp4', encoder: 'libmp3lame', args: withPicture },
  { file: 'late.mp4', encoder: 'aac', args: [...withPicture, '-itsoffset', '0.5'], late: 0.5 },
  { file: 'late.mov', encoder: 'aac', args: [...withPicture, '-itsoffset', '0.5'], late: 0.5 },
  { file: 'late.mkv', encoder: 'aac', args: [...withPicture, '-itsoffset', '0.5'], late: 0.5 },
  { file: 'early.mp4', encoder: 'aac', args: [...withPicture, '-itsoffset', '-0.3'], late: -0.3 },
];

describe('openFfmpegAudio', () => {
  let folder: string;
  let wav: string;
  const original = clicksAt(evenTimes(0.25, 2.9, 0.5).map((time) => ({ time })), 3, RATE);

  before(async () => {
    folder = await makeAwkwardFolder();
    wav = join(folder, 'clicks.wav');
    await writeWav(wav, original, RATE);
  });

  it('gives the samples of a WAV file as they are', async () => {
    const samples = await decode(wav, RATE);
    expect(samples.length).to.equal(original.length);
    samples.forEach((sample, n) => {
      if (Math.abs(sample - original[n]) > 1e-4) expect(sample).to.be.closeTo(original[n], 1e-4);
    });
  });

  it('resamples without moving anything', async () => {
    const samples = await decode(wav, 22050);
    expect(samples.length).to.equal(original.length / 2);
    const upsampled = Float32Array.from(original, (_, n) => samples[n >> 1]);
    expect(Math.abs(lagBetween(original, upsampled))).to.be.below(0.0001);
  });

  for (const { file, encoder, args, late = 0 } of wrappings) {
    it(`plays ${encoder} in ${file} within 1 ms of its WAV`, async function () {
      const encoders = await encodersAtHand();
      const video = ['libx264', 'mpeg4'].find((name) => encoders.has(name));
      if (!encoders.has(encoder) || !video) this.skip();
      const path = join(folder, file);
      await ffmpeg([...args, '-i', wav, ...(args.length > 0 ? ['-c:v', video] : []), '-c:a', encoder, ...(encoder === 'flac' ? [] : ['-b:a', '128k']), path]);
      expect(lagBetween(original, await decode(path, RATE), late)).to.be.closeTo(late, 0.001);
    });
  }

  it('takes the beginning of the picture as 0 in a file whose clock starts later', async () => {
    const path = join(folder, 'clock.mkv');
    await ffmpeg([...withPicture, '-i', wav, '-c:v', 'mpeg4', '-c:a', 'flac', '-output_ts_offset', '7', path]);
    expect(Math.abs(lagBetween(original, await decode(path, RATE)))).to.be.below(0.001);
  });

  it('plays a gap in the time stamps as silence', async () => {
    const path = join(folder, 'gap.mkv');
    await ffmpeg(['-i', wav, '-af', "asetpts='if(gte(T,1),PTS+1/TB,PTS)'", '-c:a', 'pcm_s16le', path]);
    const samples = await decode(path, RATE);
    expect(samples.length / RATE).to.be.closeTo(4, 0.03);
    expect(lagBetween(original.map((sample, n) => (n > 1.6 * RATE ? sample : 0)), samples, 1)).to.be.closeTo(1, 0.001);
  });

  it('names what is wrong with a file', async () => {
    expect(await codeOf(decode(join(folder, 'none.wav'), RATE))).to.equal('media.missing');
    await writeFile(join(folder, 'text.mp3'), 'no music');
    expect(await codeOf(decode(join(folder, 'text.mp3'), RATE))).to.equal('media.unreadable');
    await writeFile(join(folder, 'empty.wav'), '');
    expect(await codeOf(decode(join(folder, 'empty.wav'), RATE))).to.equal('media.unreadable');
    await ffmpeg([...withPicture, '-c:v', 'mpeg4', join(folder, 'mute.mp4')]);
    expect(await codeOf(decode(join(folder, 'mute.mp4'), RATE))).to.equal('media.noAudio');
    await writeWav(join(folder, 'nothing.wav'), new Float32Array(0), RATE);
    expect(await codeOf(decode(join(folder, 'nothing.wav'), RATE))).to.be.oneOf(['audio.empty', 'media.unreadable']);
  });

  it('ends at once when it is cancelled', async () => {
    const cancelling = new AbortController();
    const source = await openFfmpegAudio(wav, RATE);
    const reading = (async () => {
      for await (const block of source.blocks(cancelling.signal)) if (block.length > 0) cancelling.abort();
    })();
    expect(await codeOf(reading)).to.equal('cancelled');
  });
});
