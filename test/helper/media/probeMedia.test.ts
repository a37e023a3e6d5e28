import { expect } from 'chai';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { probeMedia, probeVideo } from '#helper/media/probeMedia';
import { failureCode } from '../../fixtures/failures.js';
import { freshFolder, makeMedia, makeNumberedClip, turnClockwise } from '../../fixtures/madeClips.js';

const SMALL = ['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=30000/1001:d=0.5'];

describe('probeVideo', () => {
  it('tells size, exact rate, frames and depth of colour', async () => {
    const path = join(freshFolder(), 'ten.mp4');
    await makeMedia([...SMALL, '-c:v', 'libx265', '-x265-params', 'log-level=error', '-pix_fmt', 'yuv420p10le', `file:${path}`]);
    const { video } = await probeVideo(path);
    expect(video.rate).to.deep.equal({ numerator: 30000, denominator: 1001 });
    expect(video).to.include({ timing: 'constant', bitDepth: 10, hasAlpha: false, interlaced: false, still: false, promisedFrames: 15 });
    expect(video.size).to.deep.equal({ width: 96, height: 64 });
  });

  it('gives a turned picture its upright size and pixel shape', async () => {
    const path = join(freshFolder(), 'turned.mp4');
    await makeMedia([...SMALL, '-vf', 'setsar=4/3', '-c:v', 'libx264', `file:${path}`]);
    await turnClockwise(path);
    const { video } = await probeVideo(path);
    expect(video.size).to.deep.equal({ width: 64, height: 96 });
    expect(video.pixelAspect).to.be.closeTo(3 / 4, 1e-9);
    expect(Math.abs(video.rotation)).to.equal(90);
  });

  it('sees alpha, interlacing and a variable rate', async () => {
    const folder = freshFolder();
    await makeMedia(['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=15:d=0.4,format=yuva444p10le', '-c:v', 'prores_ks', '-profile:v', '4444', `file:${join(folder, 'alpha.mov')}`]);
    await makeMedia([...SMALL, '-vf', 'tinterlace=interleave_top', '-flags', '+ildct+ilme', '-c:v', 'libx264', '-x264-params', 'tff=1', `file:${join(folder, 'fields.mp4')}`]);
    await makeMedia(['-f', 'lavfi', '-i', 'testsrc2=s=96x64:r=30:d=2', '-vf', "select='not(between(n,10,20))*mod(n+1,3)'", '-fps_mode', 'vfr', '-c:v', 'libx264', `file:${join(folder, 'vfr.mp4')}`]);
    expect((await probeVideo(join(folder, 'alpha.mov'))).video.hasAlpha).to.equal(true);
    expect((await probeVideo(join(folder, 'fields.mp4'))).video.interlaced).to.equal(true);
    const { video } = await probeVideo(join(folder, 'vfr.mp4'));
    expect(video.timing).to.equal('variable');
    expect(video.rate).to.deep.equal({ numerator: 30, denominator: 1 });
  });

  it('does not take the cover of a song for a film', async () => {
    const folder = freshFolder();
    const [cover, song] = [join(folder, 'cover.png'), join(folder, 'song.mp3')];
    await sharp({ create: { width: 32, height: 32, channels: 3, background: 'red' } }).toFile(cover);
    await makeMedia(['-f', 'lavfi', '-i', 'sine=d=1', '-pattern_type', 'none', '-f', 'image2', '-i', `file:${cover}`, '-map', '0', '-map', '1', '-c:v', 'copy', '-disposition:v', 'attached_pic', `file:${song}`]);
    expect((await probeMedia(song)).hasAudio).to.equal(true);
    expect(await failureCode(probeVideo(song))).to.equal('media.noVideo');
  });

  it('takes any name as a name: a leading dash, a colon, a percent sign', async () => {
    const folder = freshFolder();
    for (const name of ['-y.mp4', 'http:x.mp4', 'a%03d b.mp4', 'concat:q|r.mp4']) {
      const path = await makeNumberedClip({ path: join(folder, name), frames: 2 });
      expect((await probeVideo(path)).video.promisedFrames).to.equal(2);
    }
  });

  it('names what is wrong: missing, empty, no media, cut off without an index', async () => {
    const folder = freshFolder();
    await writeFile(join(folder, 'empty.mp4'), '');
    await writeFile(join(folder, 'text.mov'), 'this is no film');
    const whole = await makeNumberedClip({ path: join(folder, 'whole.mp4'), frames: 40 });
    await writeFile(join(folder, 'half.mp4'), (await readFile(whole)).subarray(0, 4000));
    expect(await failureCode(probeVideo(join(folder, 'none.mp4')))).to.equal('media.missing');
    expect(await failureCode(probeVideo(folder))).to.equal('media.missing');
    for (const name of ['empty.mp4', 'text.mov', 'half.mp4']) expect(await failureCode(probeVideo(join(folder, name)))).to.equal('media.unreadable');
  });
});
