import { access, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { toFailure } from '#core/failure/result';
import { frameRate } from '#core/time/frameRate';
import { openFrames } from '#helper/frames/ffmpegFrames';
import { joinSequence } from '#helper/media/joinSequence';
import { probeVideo } from '#helper/media/probeMedia';
import { freshFolder, makeMedia, makeNumberedClip, numberOf } from '../../fixtures/madeClips.js';

const rate = frameRate(24000, 1001);
const never = new AbortController().signal;

/** Twelve PNG frames that carry their numbers, from file `start` on. */
async function makeSequence(folder: string, stem: string, start = 0, ending = 'png'): Promise<string> {
  const clip = await makeNumberedClip({ path: join(freshFolder(), 'clip.mkv'), frames: 12 });
  await makeMedia(['-i', `file:${clip}`, '-start_number', String(start), `${join(folder, stem).replaceAll('%', '%%')}%04d.${ending}`]);
  await rm(clip);
  return join(folder, `${stem}${String(start).padStart(4, '0')}.${ending}`);
}

async function numbersIn(movie: string): Promise<number[]> {
  const numbers: number[] = [];
  for await (const frame of openFrames(await probeVideo(movie))) numbers.push(numberOf(frame.pixels, frame.width, frame.channels));
  return numbers;
}

describe('joinSequence', () => {
  it('makes one movie of exact rate with every frame in its place, whatever the names', async () => {
    const first = await makeSequence(freshFolder(), "shot 'a' 50%_", 101);
    const movie = await joinSequence(first, rate, never);
    const { video } = await probeVideo(movie);
    expect([video.rate, video.timing, video.size]).to.deep.equal([rate, 'constant', { width: 192, height: 64 }]);
    expect(await numbersIn(movie)).to.deep.equal(Array.from({ length: 12 }, (_, index) => index));
    expect(await joinSequence(first, rate, never), 'again').to.equal(movie);
  });

  it('ends the frames of our own renders, and of nobody else', async () => {
    const folder = join(freshFolder(), 'Depthbeat', 'layer render 1234');
    await mkdir(folder, { recursive: true });
    const movie = await joinSequence(await makeSequence(folder, 'proxy_'), frameRate(25), never);
    expect(await readdir(folder)).to.deep.equal(['proxy.mkv']);
    expect(await numbersIn(movie)).to.have.length(12);
    const own = freshFolder();
    const first = await makeSequence(own, 'proxy_');
    await joinSequence(first, frameRate(25), never);
    await access(first);
  });

  it('notices missing frames, files without a number and files that are not there', async () => {
    const code = (first: string): Promise<string> => joinSequence(first, rate, never).then(() => 'none', (error: unknown) => `${toFailure(error).code} ${toFailure(error).detail ?? ''}`);
    const folder = freshFolder();
    const first = await makeSequence(folder, 'f_');
    await rm(join(folder, 'f_0005.png'));
    expect(await code(first)).to.equal('media.truncated there is no file 5, but there is one 6');
    expect(await code(join(folder, 'nothing_0000.png'))).to.include('media.missing');
    await makeMedia(['-f', 'lavfi', '-i', 'color=size=64x64:duration=0.04:rate=25', `file:${join(folder, 'photo.png')}`]);
    expect(await code(join(folder, 'photo.png'))).to.include('usage.invalid');
    expect((await readdir(folder)).filter((name) => /part|mkv/.test(name))).to.deep.equal([]);
  });
});
