import { expect } from 'chai';
import { renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DepthPassport } from '#contracts/depthAsset';
import type { JobEvent } from '#contracts/progress';
import { makeGrid } from '#core/depth/grid';
import { resample } from '#core/depth/resample';
import { toFailure } from '#core/failure/result';
import { sectionsIn } from '#core/report/shotSection';
import { KeptNetwork } from '#helper/inference/keptNetwork';
import { estimateDepth, type DepthRequest } from '#helper/jobs/estimateDepth';
import { keepsShape } from '#helper/jobs/depthSettings';
import { frameFileName } from '#helper/output/frameFiles';
import { readPassport } from '#helper/output/passportFile';
import { failureCode } from '../../fixtures/failures.js';
import { contentOf } from '../../fixtures/folderContent.js';
import { killAt } from '../../fixtures/killedJob.js';
import { freshFolder, makeMedia, makeNumberedClip, numberOf } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';

/** As in the helper: jobs come one after another, and the network stays loaded. */
const kept = new KeptNetwork();
const run = (request: DepthRequest, report: (event: JobEvent) => void = () => undefined, signal = new AbortController().signal): Promise<DepthPassport> => estimateDepth({ kept, ...request }, report, signal);

async function greys(path: string): Promise<{ values: Uint16Array; width: number; height: number }> {
  const { data, info } = await sharp(path).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
  return { values: new Uint16Array(data.buffer, data.byteOffset, info.width * info.height), width: info.width, height: info.height };
}

/** What the report shows of a shot's depth, and what its files do, both as small greys: differences of the pictures side by side, of 255. */
async function shownApart(out: string, first: number, moments: readonly number[]): Promise<number[]> {
  const section = sectionsIn(await readFile(join(out, 'report.html'), 'utf8')).get(first)!;
  const strip = sharp(Buffer.from(/base64,([^"]+)/.exec(section)![1]!, 'base64'));
  const { width: all = 0, height: both = 0 } = await strip.metadata();
  const cell = { width: all / moments.length, height: both / 2 };
  return Promise.all(moments.map(async (index, i) => {
    const shown = await strip.clone().extract({ left: i * cell.width, top: cell.height, ...cell }).greyscale().raw().toBuffer();
    const file = await greys(join(out, frameFileName(index)));
    const small = resample(makeGrid(file.width, file.height, Float32Array.from(file.values, (value) => value / 257)), cell.width, cell.height, 'area').values;
    return small.reduce((sum, value, at) => sum + Math.abs(value - shown[at]!), 0) / small.length;
  }));
}

/** A network that takes brightness for nearness: what it should say of any picture is known. */
async function brightnessNetwork(): Promise<string> {
  const path = join(freshFolder(), 'midas brightness.onnx');
  await writeFile(path, tinyDepthNetwork({ input: { name: '0', dims: [1, 3, 128, 384] }, output: { name: '1', dims: [1, 128, 384] } }));
  return path;
}

const twoShots = async (folder: string, frames = 24): Promise<string> => {
  const path = join(folder, 'two shots.mp4');
  const seconds = frames / 2 / 25;
  await makeMedia(['-f', 'lavfi', '-i', `testsrc2=s=99x64:r=25:d=${seconds},format=rgb24`, '-f', 'lavfi', '-i', `mandelbrot=s=99x64:r=25,trim=end_frame=${frames / 2},format=rgb24`, '-filter_complex', '[0][1]concat=n=2', '-c:v', 'libx264', '-qp', '10', '-pix_fmt', 'yuv444p', `file:${path}`]);
  return path;
};

/** Removes a folder that threads are just putting files into: what comes in between is removed again. */
function removeUnderWriters(folder: string): void {
  for (let tries = 0; tries < 1000; tries++) {
    try {
      return rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

describe('estimateDepth', () => {
  after(() => kept.close());

  it('writes one file per source frame, numbered, upright, with a passport that says what they are', async () => {
    const folder = freshFolder();
    const clip = await twoShots(folder);
    const events: JobEvent[] = [];
    const passport = await run({ clip, outFolder: join(folder, 'out') }, (event) => events.push(event));
    expect(passport).to.deep.equal(await readPassport(join(folder, 'out')));
    expect(passport).to.deep.include({ complete: true, frames: { first: 0, last: 23 }, size: { width: 99, height: 64 }, frameRate: { numerator: 25, denominator: 1 }, cuts: [12], provider: 'cpu' });
    expect(passport.model.id).to.equal('depthbeat-small-v4');
    expect(await readdir(join(folder, 'out'))).to.deep.equal([...Array.from({ length: 24 }, (_, i) => `depth_${String(i).padStart(5, '0')}.png`), 'passport.json', 'report.html']);
    const { values, width, height } = await greys(join(folder, 'out', 'depth_00007.png'));
    expect([width, height]).to.deep.equal([99, 64]);
    expect(Math.max(...values) - Math.min(...values)).to.be.above(10000);
    for (const [first, moments] of [[0, [3, 9]], [12, [15, 21]]] as const) for (const apart of await shownApart(join(folder, 'out'), first, moments)) expect(apart).to.be.below(2);
    const progress = events.filter((event) => event.event === 'progress');
    expect(progress.at(-1)).to.include({ stage: 'write', done: 24, total: 24 });
  });

  it('puts each frame into its own file, near as white', async () => {
    const folder = freshFolder();
    const clip = await makeNumberedClip({ path: join(folder, 'numbers.mp4'), frames: 70 });
    const passport = await run({ clip, outFolder: join(folder, 'out'), model: await brightnessNetwork(), frames: { first: 50, last: 66 } });
    expect(passport.frames).to.deep.equal({ first: 50, last: 66 });
    for (let index = 50; index <= 66; index++) {
      const { values, width } = await greys(join(folder, 'out', `depth_000${index}.png`));
      expect(numberOf(Uint8Array.from(values, (value) => value >> 8), width, 1)).to.equal(index);
    }
  });

  it('does an equal job once, another one only in another folder, and repairs a pass that lost a file', async () => {
    const folder = freshFolder();
    const clip = await twoShots(folder, 8);
    const request = { clip, outFolder: join(folder, 'out'), size: 'half' as const };
    const first = await run(request);
    expect(first.size).to.deep.equal({ width: 50, height: 32 });
    const before = await contentOf(request.outFolder);
    await utimes(join(request.outFolder, 'depth_00000.png'), 1, 1);
    expect(await run(request)).to.deep.equal(first);
    expect((await stat(join(request.outFolder, 'depth_00000.png'))).mtimeMs).to.equal(1000);
    expect(await contentOf(request.outFolder)).to.deep.equal(before);
    const refused = await run({ ...request, size: 'native' }).then(() => undefined, (error: unknown) => toFailure(error));
    expect(refused).to.include({ code: 'output.otherPass' });
    expect(refused?.message).to.contain('another depth pass, of two shots.mp4: frames 0 to 7, 50×32, png, depthbeat-small-v4 on cpu.');
    await writeFile(join(request.outFolder, 'mine.aep'), '');
    expect(await failureCode(run({ ...request, size: 'native' }))).to.equal('output.foreign');
    await rm(join(request.outFolder, 'mine.aep'));
    await rm(join(request.outFolder, 'depth_00003.png'));
    await run(request);
    expect(await contentOf(request.outFolder)).to.deep.equal(before);
    expect((await stat(join(request.outFolder, 'depth_00000.png'))).mtimeMs).to.equal(1000);
  });

  it('says where a clip ends before the frames that were asked for, and where the files get another shape', async () => {
    const folder = freshFolder();
    const clip = await twoShots(folder, 6);
    const model = await brightnessNetwork();
    const notesOf = async (request: Partial<DepthRequest>): Promise<string[]> => {
      const notes: string[] = [];
      await run({ clip, outFolder: join(folder, `out ${JSON.stringify(request).replaceAll(/\W/g, '')}`), model, ...request }, (event) => event.event === 'note' && notes.push(event.message));
      return notes;
    };
    const beyond = { frames: { first: 4, last: 90 } };
    expect(await notesOf(beyond)).to.deep.equal(['The clip ends at frame 5: frames 4 to 5 are made.']);
    expect(await notesOf(beyond)).to.include('The clip ends at frame 5: frames 4 to 5 are made.');
    expect(await notesOf({ frames: { first: 5, last: 5 }, size: { width: 40, height: 90 } })).to.deep.equal(["The depth frames of 40×90 have another shape than the clip's 99×64: they are stretched."]);
  });

  it('calls a size the shape of the clip as far as whole pixels allow', () => {
    const source = { width: 1920, height: 1080 };
    for (const [width, height] of [[854, 480], [853, 480], [852, 480], [1, 1], [3840, 2160], [960, 540]] as const) expect(keepsShape({ width, height }, source), `${width}x${height}`).to.equal(true);
    for (const [width, height] of [[100, 400], [1080, 1920], [864, 480], [512, 512]] as const) expect(keepsShape({ width, height }, source), `${width}x${height}`).to.equal(false);
  });

  it('gives all shots one range, or every frame its own, when asked', async () => {
    const folder = freshFolder();
    const clip = await twoShots(folder, 6);
    const clipWide = await run({ clip, outFolder: join(folder, 'clip'), consistency: 'clip' });
    expect(clipWide.shots).to.have.length(2);
    expect(clipWide.shots[0]!.range).to.deep.equal(clipWide.shots[1]!.range);
    const alone = await run({ clip, outFolder: join(folder, 'frame'), consistency: 'frame' });
    expect(alone.shots.map(({ first }) => first)).to.deep.equal([0, 1, 2, 3, 4, 5]);
  });

  it('goes on after kill -9 at any moment and ends with the same bytes', async () => {
    const folder = freshFolder();
    const clip = await twoShots(folder, 40);
    const whole = join(folder, 'whole');
    await run({ clip, outFolder: whole });
    const out = join(folder, 'killed');
    // The moments are spread over both passes by what the job last said.
    for (const [stage, done] of [['depth', 0], ['depth', 12], ['depth', 25], ['write', 3], ['write', 30]] as const) await killAt([clip, out], stage, done);
    await run({ clip, outFolder: out });
    expect(await contentOf(out)).to.deep.equal(await contentOf(whole));
  });

  it('stops when asked and goes on later', async () => {
    const folder = freshFolder();
    const clip = await twoShots(folder, 40);
    const outFolder = join(folder, 'out');
    const controller = new AbortController();
    const stopped = run({ clip, outFolder }, (event) => event.event === 'progress' && event.done > 5 && controller.abort(), controller.signal);
    expect(await failureCode(stopped)).to.equal('cancelled');
    expect(await failureCode(readPassport(outFolder))).to.equal('depth.incomplete');
    const dones: number[] = [];
    await run({ clip, outFolder }, (event) => event.event === 'progress' && event.stage === 'depth' && dones.push(event.done));
    expect(dones[0]).to.be.above(2);
    expect((await readPassport(outFolder)).frames.last).to.equal(39);
  });

  it('leaves nothing behind when the clip is no good', async () => {
    const folder = freshFolder();
    const out = join(folder, 'out');
    await writeFile(join(folder, 'text.mp4'), 'no film');
    await makeMedia(['-f', 'lavfi', '-i', 'sine=d=1', `file:${join(folder, 'sound.mp4')}`]);
    const cut = await makeNumberedClip({ path: join(folder, 'cut.mp4'), frames: 100, output: ['-c:v', 'libx264', '-qp', '0', '-g', '10', '-movflags', '+faststart'] });
    const file = await open(cut, 'r+');
    await file.truncate(Math.round((await stat(cut)).size * 0.5));
    await file.close();
    const wrong = { 'none.mp4': 'media.missing', 'text.mp4': 'media.unreadable', 'sound.mp4': 'media.noVideo', 'cut.mp4': 'media.truncated' };
    for (const [name, code] of Object.entries(wrong)) expect(await failureCode(run({ clip: join(folder, name), outFolder: out }))).to.equal(code);
    const good = await twoShots(folder, 4);
    expect(await failureCode(run({ clip: good, outFolder: out, frames: { first: 9, last: 12 } }))).to.equal('usage.invalid');
    expect(await failureCode(run({ clip: good, outFolder: out, frames: { first: 3, last: 1 } }))).to.equal('usage.invalid');
    expect(await failureCode(run({ clip: good, outFolder: out, size: { width: 0, height: 9 } }))).to.equal('usage.invalid');
    expect(await failureCode(readdir(out))).to.contain('ENOENT');
  });

  it('notices that the clip changed under it, and that its folder vanished', async () => {
    const folder = freshFolder();
    const clip = await twoShots(folder, 8);
    const out = join(folder, 'out');
    const atWriting = (act: () => void) => (event: JobEvent): void => void (event.event === 'progress' && event.stage === 'write' && act());
    expect(await failureCode(run({ clip, outFolder: out }, atWriting(() => utimesSync(clip, 1, 1))))).to.equal('media.changed');
    expect(await failureCode(readdir(out))).to.contain('ENOENT');
    expect(await failureCode(run({ clip, outFolder: out }, atWriting(() => removeUnderWriters(out))))).to.equal('output.gone');
    expect((await run({ clip, outFolder: out })).frames.last).to.equal(7);
  });

  it('names the cause where the clip is written over, replaced or deleted while the network works', async function () {
    // Windows keeps a file that is being read.
    if (process.platform === 'win32') return this.skip();
    const folder = freshFolder();
    const long = await makeNumberedClip({ path: join(folder, 'long.mp4'), frames: 150 });
    const [content, shorter] = [await readFile(long), await readFile(await makeNumberedClip({ path: join(folder, 'short.mp4'), frames: 20 }))];
    const clip = join(folder, 'clip.mp4');
    const request = { clip, outFolder: join(folder, 'out'), model: await brightnessNetwork() };
    const meets = async (act: () => void, frames?: DepthRequest['frames']): Promise<string> => {
      await writeFile(clip, content);
      let isDone = false;
      return failureCode(run({ ...request, ...(frames ? { frames } : {}) }, (event) => {
        if (isDone || event.event !== 'progress' || event.stage !== 'depth' || event.done === 0) return;
        isDone = true;
        act();
      }));
    };
    expect(await meets(() => writeFileSync(clip, shorter))).to.equal('media.changed');
    const [other, few] = [join(folder, 'other.mp4'), { first: 0, last: 9 }];
    await writeFile(other, 'no film');
    expect(await meets(() => renameSync(other, clip), few)).to.equal('media.changed');
    expect(await failureCode(readdir(request.outFolder))).to.contain('ENOENT');
    // The first decoder keeps its file open; the second one finds none.
    expect(await meets(() => rmSync(clip), few)).to.equal('media.missing');
  });

  it('takes one frame, a tiny frame, a tall frame and a still', async () => {
    const folder = freshFolder();
    const sizes = ['16x16', '2x2', '30x700'];
    for (const size of sizes) {
      const clip = join(folder, `${size}.mp4`);
      await makeMedia(['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=0.04`, '-c:v', 'libx264', '-pix_fmt', 'yuv444p', `file:${clip}`]);
      const passport = await run({ clip, outFolder: join(folder, `out ${size}`) });
      expect(passport.frames).to.deep.equal({ first: 0, last: 0 });
      const { width, height } = await greys(join(folder, `out ${size}`, 'depth_00000.png'));
      expect(`${width}x${height}`).to.equal(size);
    }
    const still = join(folder, '50% of #1.jpg');
    await sharp({ create: { width: 41, height: 27, channels: 3, background: '#446688' } }).toFile(still);
    expect((await run({ clip: still, outFolder: join(folder, 'out still') })).frames.last).to.equal(0);
  });
});
