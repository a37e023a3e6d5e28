import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '#helper/media/childProgram';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import { writeDepthVideo } from '#helper/output/depthVideo';
import { frameFilePath } from '#helper/output/frameFiles';
import { Png16 } from '#helper/output/png16';
import { listEncoders } from '#helper/output/previewEncoder';
import { freshFolder } from '../../fixtures/madeClips.js';

const size = { width: 64, height: 32 };
const frames = { first: 0, last: 1 };
/** 16-bit grey of a column: a slow ramp over the whole range. */
const codeAt = (x: number): number => Math.round((x * 65535) / (size.width - 1));

async function rampVideo(): Promise<string> {
  const folder = freshFolder();
  for (let index = frames.first; index <= frames.last; index++) {
    const picture = new Png16(size.width, size.height);
    for (let y = 0; y < size.height; y++) picture.addRow(Uint16Array.from({ length: size.width }, (_, x) => codeAt(x)));
    await writeFile(frameFilePath(folder, index), Buffer.concat(picture.encode()));
  }
  const path = join(folder, 'depth.mov');
  await writeDepthVideo({ format: 'prores', path, framesFolder: folder, frames, rate: { numerator: 25, denominator: 1 }, size, pixelAspect: 1, signal: new AbortController().signal, onFrame: () => undefined });
  return path;
}

describe('writeDepthVideo', () => {
  it('says in ProRes which colours its greys are, in the file and in each frame, and keeps the greys', async function () {
    if (!(await listEncoders()).has('prores_ks')) return this.skip();
    const path = await rampVideo();
    const { ffmpeg, ffprobe } = locateFfmpeg();
    const asked = ['-v', 'error', '-show_entries', 'stream=color_range,color_space,color_transfer,color_primaries:frame=color_range,color_space,color_transfer,color_primaries', '-of', 'json', path];
    const { streams, frames: shown } = JSON.parse((await runProgram(ffprobe, asked)).output.toString('utf8')) as { streams: object[]; frames: object[] };
    const tags = { color_range: 'tv', color_space: 'bt709', color_transfer: 'bt709', color_primaries: 'bt709' };
    expect(streams[0]).to.include(tags);
    expect(shown).to.have.length(2);
    for (const frame of shown) expect(frame).to.include(tags);
    const { output } = await runProgram(ffmpeg, ['-v', 'error', '-nostdin', '-i', path, '-f', 'rawvideo', '-pix_fmt', 'yuv444p10le', 'pipe:1']);
    // Video range of 10 bits: 64 is black, 940 white; the compression costs some steps.
    for (let x = 0; x < size.width; x++) expect(output.readUInt16LE(2 * (16 * size.width + x)), `column ${x}`).to.be.closeTo(64 + (876 * codeAt(x)) / 65535, 4);
  });
});
