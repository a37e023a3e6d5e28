import { expect } from 'chai';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openFrames } from '#helper/frames/ffmpegFrames';
import type { Frame, FrameRequest } from '#helper/frames/frameSource';
import { probeVideo } from '#helper/media/probeMedia';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder, makeMedia, makeNumberedClip, numberOf, turnClockwise } from '../../fixtures/madeClips.js';

const framesOf = async (path: string, request: FrameRequest = {}): Promise<Frame[]> => framesIn(await probeVideo(path), request);

async function framesIn(info: Awaited<ReturnType<typeof probeVideo>>, request: FrameRequest = {}): Promise<Frame[]> {
  const frames: Frame[] = [];
  for await (const frame of openFrames(info, request)) frames.push(frame);
  return frames;
}

const numbersIn = (frames: readonly Frame[]): number[] => frames.map(({ pixels, width, channels }) => numberOf(pixels, width, channels));
const upTo = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('openFrames', () => {
  const kinds = [
    { name: 'plain.mp4', rate: '25' },
    { name: 'ntsc.mov', rate: '30000/1001' },
    { name: 'film.mkv', rate: '24000/1001' },
    { name: 'stream.ts', rate: '50' },
    { name: 'intra.avi', rate: '25', output: ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p'] },
  ];
  for (const { name, rate, output } of kinds) {
    it(`numbers the frames of ${name} exactly, from the start and from any place`, async () => {
      const path = await makeNumberedClip({ path: join(freshFolder(), name), frames: 130, rate, ...(output ? { output } : {}) });
      const info = await probeVideo(path);
      expect(numbersIn(await framesIn(info))).to.deep.equal(upTo(0, 129));
      for (const [first, last] of [[7, 9], [48, 48], [61, 70], [117, 129], [125, 400]] as const) {
        const frames = await framesIn(info, { range: { first, last } });
        expect(numbersIn(frames), `${first}-${last}`).to.deep.equal(upTo(first, Math.min(129, last)));
        expect(frames.map(({ index }) => index)).to.deep.equal(upTo(first, Math.min(129, last)));
      }
    });
  }

  it('shows a variable rate as a host does: what stands on screen at n / rate', async () => {
    const folder = freshFolder();
    const whole = await makeNumberedClip({ path: join(folder, 'a.mp4'), frames: 60, rate: '30' });
    const path = join(folder, 'vfr.mp4');
    const kept = (n: number): boolean => !(n >= 20 && n < 34) && n % 3 !== 1;
    await makeMedia(['-i', `file:${whole}`, '-vf', "select='not(gte(n,20)*lt(n,34))*not(eq(mod(n,3),1))'", '-fps_mode', 'vfr', '-c:v', 'libx264', '-qp', '0', `file:${path}`]);
    const onScreen = upTo(0, 59).map((n) => upTo(0, n).filter(kept).at(-1)!);
    const numbers = numbersIn(await framesOf(path));
    expect(numbers.slice(0, 58)).to.deep.equal(onScreen.slice(0, 58));
    expect(numbersIn(await framesOf(path, { range: { first: 37, last: 50 } }))).to.deep.equal(onScreen.slice(37, 51));
  });

  it('turns the picture upright and keeps odd sizes', async () => {
    const folder = freshFolder();
    const flat = join(folder, 'flat.mp4');
    await makeMedia(['-f', 'lavfi', '-i', 'color=black:s=99x61:r=25:d=0.2,format=rgb24,drawbox=0:0:30:20:white:fill', '-c:v', 'libx264', '-qp', '0', '-pix_fmt', 'yuv444p', `file:${flat}`]);
    const [frame] = await framesOf(flat);
    expect([frame!.width, frame!.height, frame!.pixels.length]).to.deep.equal([99, 61, 99 * 61 * 3]);
    await turnClockwise(flat);
    const [upright] = await framesOf(flat, { channels: 1 });
    expect([upright!.width, upright!.height]).to.deep.equal([61, 99]);
    // Turned clockwise by 90 degrees, the white corner at the top left comes to the top right.
    const at = (x: number, y: number): number => upright!.pixels[y * 61 + x]!;
    expect(at(58, 2)).to.be.above(200);
    expect(at(2, 2)).to.be.below(30);
  });

  it('puts alpha over black, so that hidden colour does not show', async () => {
    const path = join(freshFolder(), 'alpha.mov');
    await makeMedia(['-f', 'lavfi', '-i', "color=white:s=64x64:r=5:d=0.2,format=rgba,geq=r=255:g=255:b=255:a='if(lt(X,32),255,0)'", '-c:v', 'qtrle', `file:${path}`]);
    const [frame] = await framesOf(path, { channels: 1 });
    expect(frame!.pixels[10 * 64 + 8]).to.be.above(250);
    expect(frame!.pixels[10 * 64 + 56]).to.be.below(5);
  });

  it('reads a still, also one whose name looks like a sequence', async () => {
    const path = join(freshFolder(), 'shot %04d [a].png');
    await makeMedia(['-f', 'lavfi', '-i', 'color=gray:s=33x17,format=rgb24', '-frames:v', '1', '-f', 'apng', `file:${path}`]);
    const frames = await framesOf(path, { channels: 1 });
    expect(frames).to.have.length(1);
    expect([frames[0]!.width, frames[0]!.height]).to.deep.equal([33, 17]);
  });

  it('says that a file ends early instead of giving a shorter pass', async () => {
    const path = await makeNumberedClip({ path: join(freshFolder(), 'cut.mp4'), frames: 200, output: ['-c:v', 'libx264', '-qp', '0', '-g', '10', '-movflags', '+faststart'] });
    const file = await open(path, 'r+');
    await file.truncate(Math.round((await stat(path)).size * 0.6));
    await file.close();
    expect(await failureCode(framesOf(path))).to.equal('media.truncated');
  });

  it('ends the decoder when the reader leaves or cancels', async () => {
    const path = await makeNumberedClip({ path: join(freshFolder(), 'long.mp4'), frames: 300 });
    const source = openFrames(await probeVideo(path));
    for await (const frame of source) if (frame.index === 3) break;
    const controller = new AbortController();
    const cancelled = (async () => {
      for await (const frame of openFrames(await probeVideo(path), { signal: controller.signal })) if (frame.index === 5) controller.abort();
    })();
    expect(await failureCode(cancelled)).to.equal('cancelled');
  });
});
