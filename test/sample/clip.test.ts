import { expect } from 'chai';
import { stat } from 'node:fs/promises';
import { openFrames } from '#helper/frames/ffmpegFrames';
import { probeVideo } from '#helper/media/probeMedia';
import { renderFrame } from '../../plugin/sample/scene/renderFrame.js';
import { sampleFiles } from '../../plugin/sample/sampleFiles.js';
import { sampleTiming } from '../../plugin/sample/sampleTiming.js';

const size = { width: 64, height: 36 };

/** Every frame of a video at a small size. */
async function smallFrames(path: string, channels: 1 | 3): Promise<Uint8Array[]> {
  const frames: Uint8Array[] = [];
  for await (const { pixels } of openFrames(await probeVideo(path), { size, channels })) frames.push(pixels);
  return frames;
}

function distance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length;
}

const meanOf = (pixels: Uint8Array, columns: readonly [number, number], rows: readonly [number, number]): number => {
  const values = [...pixels].filter((_, at) => at % size.width >= columns[0] && at % size.width < columns[1] && Math.floor(at / size.width) >= rows[0] && Math.floor(at / size.width) < rows[1]);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

describe('the sample clip', function () {
  this.timeout(120000);
  const files = sampleFiles();

  it('is small, H.264, of the stated length and rate, with its cut on the downbeat of bar three', async () => {
    const { video } = await probeVideo(files.clip);
    expect(video).to.deep.include({ codec: 'h264', rate: sampleTiming.frameRate, timing: 'constant', rotation: 0 });
    expect(video.size.height).to.be.at.most(720);
    const frames = await smallFrames(files.clip, 1);
    expect(frames.length).to.equal(sampleTiming.frames);
    const steps = frames.slice(1).map((frame, index) => distance(frame, frames[index]));
    expect(steps.indexOf(Math.max(...steps)) + 1).to.equal(sampleTiming.cutFrame);
    expect(sampleTiming.cutFrame / 24).to.equal(sampleTiming.firstBeat + 8 * sampleTiming.beatSeconds);
  });

  it('shows what the generator renders', async () => {
    const frames = await smallFrames(files.clip, 3);
    for (const frame of [60, 150]) expect(distance(renderFrame(frame, size.width, size.height).colour, frames[frame]), `frame ${frame}`).to.be.lessThan(9);
  });

  it('has a true depth in which the figure is nearer than what lies beside its head', async () => {
    const depth = await smallFrames(files.clipDepth, 1);
    expect(depth.length).to.equal(sampleTiming.frames);
    for (const frame of [60, 150]) expect(meanOf(depth[frame], [31, 33], [12, 20])).to.be.greaterThan(1.5 * meanOf(depth[frame], [38, 42], [10, 16]));
  });

  it('takes no more room than it should', async () => {
    const sizes = await Promise.all(Object.values(files).map(async (path) => (await stat(path as string)).size));
    expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).to.be.lessThan(6 * 1024 * 1024);
  });
});
