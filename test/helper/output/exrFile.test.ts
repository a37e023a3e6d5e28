import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '#helper/media/childProgram';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import { exrFile } from '#helper/output/exrFile';
import { freshFolder } from '../../fixtures/madeClips.js';

const rate = { numerator: 24000, denominator: 1001 };

/** The luminance of an OpenEXR file as FFmpeg reads it, with the shape of its pixels. */
async function readByFfmpeg(file: Uint8Array): Promise<{ values: Float32Array; aspect: string }> {
  const path = join(freshFolder(), 'a.exr');
  await writeFile(path, file);
  const { ffmpeg, ffprobe } = locateFfmpeg();
  const { output, errorOutput } = await runProgram(ffmpeg, ['-v', 'error', '-f', 'image2', '-pattern_type', 'none', '-i', `file:${path}`, '-f', 'rawvideo', '-pix_fmt', 'grayf32le', 'pipe:1']);
  expect(errorOutput).to.equal('');
  const probed = await runProgram(ffprobe, ['-v', 'error', '-f', 'image2', '-pattern_type', 'none', '-show_entries', 'stream=sample_aspect_ratio', '-of', 'csv=p=0', `file:${path}`]);
  return { values: new Float32Array(Uint8Array.from(output).buffer), aspect: probed.output.toString().trim() };
}

/** Smooth, busy and extreme values, so that some blocks shrink and some do not. */
const paint = (width: number, height: number): Float32Array =>
  Float32Array.from({ length: width * height }, (_, i) => (i < width * 20 ? i / (width * 20) : i % 7 === 0 ? 0 : (Math.imul(i, 2654435761) >>> 0) / 2 ** 32));

describe('exrFile', () => {
  const sizes = [[1, 1], [33, 17], [61, 50]] as const;

  it('is read back bit for bit as float by another program, at any size', async () => {
    for (const [width, height] of sizes) {
      const values = paint(width, height);
      const { values: back } = await readByFfmpeg(exrFile({ width, height, pixelAspect: 1, rate, type: 'float', values }));
      expect(back).to.deep.equal(values);
    }
  });

  it('keeps half floats to eleven bits', async () => {
    const [width, height] = [61, 50];
    const values = paint(width, height);
    const { values: back } = await readByFfmpeg(exrFile({ width, height, pixelAspect: 1, rate, type: 'half', values }));
    values.forEach((value, i) => expect(Math.abs(back[i]! - value)).to.be.at.most(2 ** -12));
  });

  it('says the shape of its pixels', async () => {
    const values = paint(20, 20);
    const { aspect } = await readByFfmpeg(exrFile({ width: 20, height: 20, pixelAspect: 16 / 15, rate, type: 'half', values }));
    expect(aspect).to.equal('16:15');
  });
});
