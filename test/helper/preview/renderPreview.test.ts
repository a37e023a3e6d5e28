import { expect } from 'chai';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DepthPassport } from '#contracts/depthAsset';
import type { JobEvent } from '#contracts/progress';
import type { Size } from '#contracts/units';
import { FailureError } from '#core/failure/result';
import { frameIndexToSeconds, frameRate } from '#core/time/frameRate';
import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import { openFrames } from '#helper/frames/ffmpegFrames';
import { previewSize, renderPreview, type PreviewRequest } from '#helper/jobs/renderPreview';
import { probeVideo } from '#helper/media/probeMedia';
import { chooseCodecs, listEncoders } from '#helper/output/previewEncoder';
import { writeDepthFolder } from '../../fixtures/depthFolders.js';
import { awkwardFolder, makeClip, makeMedia } from '../../fixtures/madeMedia.js';
import { passportOf, steadyGrid } from '../../fixtures/recipeInputs.js';

const never = new AbortController().signal;
const quiet = (): void => undefined;
const ntsc = frameRate(30000, 1001);

function passFor(last: number, size: Size, rate = frameRate(25)): DepthPassport {
  return { ...passportOf(rate, [[0, last, 1, 0]]), size, sourceSize: size };
}

/** Mean luma of each frame, 0..255. */
async function lumaOf(path: string): Promise<number[]> {
  const means: number[] = [];
  for await (const { pixels } of openFrames(await probeVideo(path), { channels: 1 })) means.push(pixels.reduce((sum, value) => sum + value, 0) / pixels.length);
  return means;
}

/** The sound from the first picture on, 48 kHz. */
async function soundOf(path: string): Promise<Float32Array> {
  const parts: number[] = [];
  for await (const block of (await openFfmpegAudio(path, 48000)).blocks(never)) for (const sample of block) parts.push(sample);
  return Float32Array.from(parts);
}

const loudest = (samples: Float32Array): number => samples.reduce((best, value, at) => (Math.abs(value) > Math.abs(samples[best]) ? at : best), 0);

describe('renderPreview', function () {
  this.timeout(120000);
  let folder = '';
  before(async () => {
    folder = await awkwardFolder();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const request = (rest: Partial<PreviewRequest> & Pick<PreviewRequest, 'clip' | 'depthFolder' | 'out'>): PreviewRequest => ({ slotsAt: () => ({}), beats: [], ...rest });

  describe('with a flash and a click at one time', () => {
    const flash = 23;
    const length = 45;
    let clip = '';
    let depthFolder = '';
    before(async () => {
      clip = await makeMedia(join(folder, 'flash.mp4'), ['-f', 'lavfi', '-i', `color=black:size=160x90:rate=30000/1001,geq=lum='if(eq(N,${flash}),235,16)':cb=128:cr=128`, '-frames:v', String(length), '-pix_fmt', 'yuv420p']);
      depthFolder = await writeDepthFolder(join(folder, 'flash depth'), passFor(length - 1, { width: 160, height: 90 }, ntsc), () => 0.5);
    });

    const click = (name: string, time: number, codec: readonly string[]): Promise<string> =>
      makeMedia(join(folder, name), ['-f', 'lavfi', '-i', `aevalsrc=if(between(t\\,${time}\\,${time + 0.002})\\,0.9*sin(2*PI*2000*(t-${time}))\\,0):s=44100:d=2`, ...codec]);

    const cases = [
      { name: 'click.wav', offset: 0, codec: ['-c:a', 'pcm_s16le'] },
      { name: 'click.m4a', offset: 0, codec: ['-c:a', 'aac', '-b:a', '160k'] },
      { name: 'late.wav', offset: 0.75, codec: ['-c:a', 'pcm_s16le'] },
      { name: 'early.wav', offset: -0.25, codec: ['-c:a', 'pcm_s16le'] },
    ] as const;
    for (const { name, offset, codec } of cases) {
      it(`shows both in the same frame: ${name}`, async () => {
        const time = frameIndexToSeconds(flash, ntsc);
        const music = await click(name, time - offset, codec);
        const out = join(folder, `${name} preview.mp4`);
        const result = await renderPreview(request({ clip, depthFolder, out, music, musicOffset: offset }), quiet, never);
        const luma = await lumaOf(out);
        const sound = await soundOf(out);
        expect(result.frames).to.equal(length);
        expect(luma.map((value) => value > 128)).to.deep.equal(luma.map((_, frame) => frame === flash));
        expect(loudest(sound) / 48000).to.be.closeTo(time, 0.004);
        expect(sound.length / 48000).to.be.closeTo(length / (30000 / 1001), 0.03);
      });
    }
  });

  it('keeps exact rate, moves pictures by clip time and reports progress', async () => {
    const clip = await makeMedia(join(folder, 'odd.mp4'), ['-f', 'lavfi', '-i', 'testsrc2=size=163x91:rate=25,format=rgb24,crop=163:91', '-frames:v', '12', '-pix_fmt', 'yuv444p']);
    const depthFolder = await writeDepthFolder(join(folder, 'clip depth'), passFor(11, { width: 163, height: 91 }), () => 1);
    const out = join(folder, 'new folder', 'dark.mp4');
    const asked: number[] = [];
    const events: JobEvent[] = [];
    const slotsAt = (time: number) => {
      asked.push(time);
      return { 'exposure.gain': time >= 0.24 ? -8 : 0 };
    };
    const result = await renderPreview(request({ clip, depthFolder, out, slotsAt }), (event) => events.push(event), never);
    const info = await probeVideo(out);
    const luma = await lumaOf(out);
    expect(result.size).to.deep.equal({ width: 164, height: 92 });
    expect(info.video.size).to.deep.equal(result.size);
    expect(info.video.rate).to.deep.equal(frameRate(25));
    expect(info.hasAudio).to.equal(false);
    expect(asked).to.deep.equal(Array.from({ length: 12 }, (_, frame) => frame / 25));
    expect(luma.map((value) => value < 30)).to.deep.equal(luma.map((_, frame) => frame >= 6));
    expect(events.at(-1)).to.include({ event: 'progress', stage: 'preview', done: 12, total: 12 });
    expect(await readdir(join(folder, 'new folder'))).to.deep.equal(['dark.mp4']);
  });

  it('fills the end with silence when the music is shorter', async () => {
    const clip = await makeClip(join(folder, 'long.mp4'), 50);
    const depthFolder = await writeDepthFolder(join(folder, 'long depth'), passFor(49, { width: 160, height: 90 }), () => 0.5);
    const music = await makeMedia(join(folder, 'short.wav'), ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=0.5']);
    const out = join(folder, 'short.mp4');
    await renderPreview(request({ clip, depthFolder, out, music }), quiet, never);
    const sound = await soundOf(out);
    expect(sound.length / 48000).to.be.closeTo(2, 0.03);
    expect(Math.abs(sound[loudest(sound.subarray(36000)) + 36000])).to.be.lessThan(0.01);
  });

  it('shows a still as long as the music plays', async () => {
    const clip = await makeMedia(join(folder, 'still.png'), ['-f', 'lavfi', '-i', 'testsrc2=size=120x80:rate=25', '-frames:v', '1']);
    const depthFolder = await writeDepthFolder(join(folder, 'still depth'), passFor(0, { width: 120, height: 80 }), (x) => x / 119);
    const music = await makeMedia(join(folder, 'still.wav'), ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1.2']);
    const out = join(folder, 'still.mp4');
    const result = await renderPreview(request({ clip, depthFolder, out, music, slotsAt: (time) => ({ 'exposure.gain': time >= 1 ? -10 : 0 }) }), quiet, never);
    const luma = await lumaOf(out);
    expect(result.frames).to.equal(30);
    expect(luma.map((value) => value < 20)).to.deep.equal(luma.map((_, frame) => frame >= 25));
  });

  it('writes a sheet with frame, depth and effect at the strongest beats', async () => {
    const clip = await makeClip(join(folder, 'sheet.mp4'), 50);
    const depthFolder = await writeDepthFolder(join(folder, 'sheet depth'), passFor(49, { width: 160, height: 90 }), (x) => x / 159);
    const sheet = join(folder, 'sheet.png');
    const { beats } = steadyGrid({ beats: 4 });
    await renderPreview(request({ clip, depthFolder, out: join(folder, 'sheet out.mp4'), sheet, beats, slotsAt: () => ({ 'exposure.gain': -10 }), title: 'rack-focus' }), quiet, never);
    const { data, info } = await sharp(sheet).raw().toBuffer({ resolveWithObject: true });
    expect(info.width).to.equal(3 * 160 + 4 * 12);
    const at = (x: number, y: number): number => data[(y * info.width + x) * info.channels];
    const middle = 38 + 20 + 45;
    expect(at(12 + 160 + 12 + 2, middle)).to.be.lessThan(10);
    expect(at(12 + 160 + 12 + 157, middle)).to.be.greaterThan(245);
    expect(at(12 + 2 * 172 + 80, middle)).to.be.lessThan(10);
    expect(info.height).to.be.greaterThan(4 * 90);
  });

  it('stops when asked and leaves nothing behind', async () => {
    const clip = await makeClip(join(folder, 'stop.mp4'), 100);
    const depthFolder = await writeDepthFolder(join(folder, 'stop depth'), passFor(99, { width: 160, height: 90 }), () => 0.5);
    const controller = new AbortController();
    const out = join(folder, 'stopped', 'stop.mp4');
    const report = (event: JobEvent): void => {
      if (event.event === 'progress' && event.done > 0) controller.abort();
    };
    const thrown = await renderPreview(request({ clip, depthFolder, out }), report, controller.signal).catch((error: unknown) => error);
    expect((thrown as FailureError).failure.code).to.equal('cancelled');
    expect(await readdir(join(folder, 'stopped'))).to.deep.equal([]);
  });

  it('fails with one code for what is missing and leaves nothing behind', async () => {
    const clip = await makeClip(join(folder, 'bad.mp4'), 5);
    const whole = await writeDepthFolder(join(folder, 'bad depth'), passFor(4, { width: 160, height: 90 }), () => 0.5);
    await rm(join(whole, 'depth_00003.png'));
    const codeOf = (rest: Partial<PreviewRequest>): Promise<unknown> =>
      renderPreview(request({ clip, depthFolder: whole, out: join(folder, 'bad', 'out.mp4'), ...rest }), quiet, never).then(
        () => 'no failure',
        (error: unknown) => (error instanceof FailureError ? error.failure.code : error),
      );
    expect(await codeOf({})).to.equal('depth.incomplete');
    expect(await codeOf({ depthFolder: join(folder, 'nowhere') })).to.equal('media.missing');
    expect(await codeOf({ clip: join(folder, 'nowhere.mp4') })).to.equal('media.missing');
    expect(await codeOf({ music: join(folder, 'nowhere.wav') })).to.equal('media.missing');
    expect(await codeOf({ music: clip })).to.equal('media.noAudio');
    expect(await codeOf({ out: join(folder, 'bad depth', '..', 'bad.mp4') })).to.equal('output.foreign');
    expect(await codeOf({ sheet: clip })).to.equal('output.foreign');
    expect(await codeOf({ out: join(clip, 'out.mp4') })).to.equal('output.unwritable');
    expect(await readdir(join(folder, 'bad'))).to.deep.equal([]);
  });

  it('writes WebM with VP9 and Opus where this FFmpeg can', async function () {
    const encoders = await listEncoders();
    if (!encoders.has('libvpx-vp9') || !encoders.has('libopus')) this.skip();
    const clip = await makeClip(join(folder, 'web.mp4'), 5);
    const depthFolder = await writeDepthFolder(join(folder, 'web depth'), passFor(4, { width: 160, height: 90 }), () => 0.5);
    const music = await makeMedia(join(folder, 'web.wav'), ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1']);
    const out = join(folder, 'out.webm');
    await renderPreview(request({ clip, depthFolder, out, music }), quiet, never);
    const info = await probeVideo(out);
    expect(info.video.codec).to.equal('vp9');
    expect(info.hasAudio).to.equal(true);
    expect(await lumaOf(out)).to.have.length(5);
  });

  it('shows the picture with square pixels, at most 960 wide, even', () => {
    expect(previewSize({ size: { width: 3840, height: 2160 }, pixelAspect: 1 })).to.deep.equal({ width: 960, height: 540 });
    expect(previewSize({ size: { width: 1440, height: 1080 }, pixelAspect: 4 / 3 })).to.deep.equal({ width: 960, height: 540 });
    expect(previewSize({ size: { width: 101, height: 1 }, pixelAspect: 1 })).to.deep.equal({ width: 102, height: 2 });
    expect(previewSize({ size: { width: 1080, height: 1920 }, pixelAspect: 1 })).to.deep.equal({ width: 960, height: 1706 });
  });

  it('chooses H.264 where there is one, else VP9, and VP9 for WebM', () => {
    expect(chooseCodecs(new Set(['libvpx-vp9', 'libopus', 'libopenh264', 'aac']), 'a.mp4').video.encoder).to.equal('libopenh264');
    expect(chooseCodecs(new Set(['libvpx-vp9', 'opus']), 'a.mp4')).to.include({ audio: 'opus' });
    expect(chooseCodecs(new Set(['libx264', 'libvpx-vp9', 'libopus']), 'a.WEBM').video.encoder).to.equal('libvpx-vp9');
    expect(() => chooseCodecs(new Set(['mpeg4']), 'a.mp4')).to.throw(FailureError);
  });
});
