import { expect } from 'chai';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DepthPassport } from '#contracts/depthAsset';
import { lumaOf } from '#core/depth/reducePicture';
import { estimateDepth, type DepthRequest } from '#helper/jobs/estimateDepth';
import { planParts } from '#helper/jobs/planParts';
import { prepareJob } from '#helper/jobs/prepareJob';
import { smallerJob } from '#helper/jobs/smallerJob';
import { depthFileOf, readDepthPicture } from '#helper/output/depthPicture';
import { shardCommands } from '../../../plugin/cli/shardCommands.js';
import { scoreThin } from '../../bench/depth/scoreThin.js';
import { thinScenes } from '../../bench/depth/thinScenes.js';
import { failureCode } from '../../fixtures/failures.js';
import { contentOf } from '../../fixtures/folderContent.js';
import { killAt } from '../../fixtures/killedJob.js';
import { freshFolder, makeMedia } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';
import { tinted, tintNetwork } from '../../fixtures/tintNetwork.js';
import { windowNetwork } from '../../fixtures/windowNetwork.js';

const never = new AbortController().signal;
const notes: string[] = [];
const run = (request: DepthRequest): Promise<DepthPassport> => estimateDepth({ provider: 'cpu', ...request }, (event) => event.event === 'note' && notes.push(event.message), never);

async function modelFile(folder: string, width: number, height: number): Promise<string> {
  const path = join(folder, 'depth-anything made.onnx');
  await writeFile(path, tintNetwork(width, height));
  return path;
}

describe('tiles', () => {
  it('bring back thin things that the network loses in the whole picture, and leave all else as right as it was', async () => {
    const folder = freshFolder();
    const [width, height] = [960, 540];
    const model = await modelFile(folder, 252, 140);
    for (const scene of thinScenes(width, height, ['wires'])) {
      const clip = join(folder, `${scene.name}.png`);
      await sharp(tinted(scene.truth, lumaOf(scene.picture).map((value) => 60 + value * 0.5)), { raw: { width, height, channels: 3 } }).png({ compressionLevel: 2 }).toFile(clip);
      const scores = [];
      for (const tiles of [1, 3]) {
        const outFolder = join(folder, `${scene.name} ${tiles}`);
        const passport = await run({ clip, outFolder, model, tiles });
        expect(passport.settings['tiles']).to.equal(tiles);
        expect(passport.model.inputSize).to.deep.equal({ width: 252, height: 140 });
        scores.push(scoreThin((await readDepthPicture(depthFileOf(outFolder, passport, 0), { width, height })).values, scene));
      }
      const [whole, tiled] = scores as [(typeof scores)[0], (typeof scores)[0]];
      for (const kind of [0, 1, 2]) expect(tiled.shares[kind], scene.name).to.be.within(whole.shares[kind]! + 0.08, 1.1);
      expect(tiled.error, scene.name).to.be.below(whole.error);
    }
  });

  it('are made again to the byte after kill -9, and are another job than the whole picture alone', async () => {
    const folder = freshFolder();
    const [clip, model] = [join(folder, 'clip.mp4'), await modelFile(folder, 42, 28)];
    await makeMedia(['-f', 'lavfi', '-i', 'mandelbrot=s=150x99:r=25:start_scale=2', '-frames:v', '34', '-c:v', 'libx264', '-qp', '12', '-pix_fmt', 'yuv444p', `file:${clip}`]);
    const options = { model, tiles: 3, provider: 'cpu' };
    const [whole, killed] = [join(folder, 'whole'), join(folder, 'killed')];
    const passport = await run({ clip, outFolder: whole, ...options });
    await killAt([clip, killed, JSON.stringify(options)], 'depth', 28);
    await run({ clip, outFolder: killed, ...options });
    expect(await contentOf(killed)).to.deep.equal(await contentOf(whole));
    const keyWith = async (tiles?: number): Promise<string> => (await prepareJob({ clip, outFolder: whole, model, provider: 'cpu', ...(tiles === undefined ? {} : { tiles }) }, () => undefined, never)).jobKey;
    expect(new Set([await keyWith(), await keyWith(1), await keyWith(2), passport.jobKey]).size).to.equal(3);
    const plan = await planParts({ clip, outFolder: whole, ...options }, 2, () => undefined, never);
    expect(shardCommands(['depthbeat'], { clip, outFolder: whole, ...options }, plan).parts[0]).to.contain(' --tiles 3 ');
  });

  it('are fewer where a picture has no pixels for them, which is said, and none for a network over several frames', async () => {
    const folder = freshFolder();
    const clip = join(folder, 'odd.png');
    await sharp({ create: { width: 85, height: 151, channels: 3, background: '#406080' } }).png().toFile(clip);
    notes.length = 0;
    const passport = await run({ clip, outFolder: join(folder, 'odd'), model: await modelFile(folder, 42, 28), tiles: 4 });
    expect(passport.settings['tiles']).to.equal(2);
    expect(notes).to.deep.equal(['A picture of 85×151 gives depth-anything made.onnx fewer tiles of 42×28 than were asked for, 2×2.']);
    const window = join(folder, 'video depth.onnx');
    await writeFile(window, windowNetwork(8, 28));
    expect(await failureCode(run({ clip, outFolder: join(folder, 'window'), model: window, tiles: 2 }))).to.equal('usage.invalid');
    for (const tiles of [0, 5, 1.5, NaN]) expect(await failureCode(run({ clip, outFolder: join(folder, 'bad'), tiles })), `${tiles}`).to.equal('usage.invalid');
  });

  it('stay when a network is fed smaller pictures for want of memory', async () => {
    const folder = freshFolder();
    const [clip, model] = [join(folder, 'clip.png'), join(folder, 'depth-anything tiny.onnx')];
    await sharp({ create: { width: 64, height: 64, channels: 3, background: '#406080' } }).png().toFile(clip);
    await writeFile(model, tinyDepthNetwork({ input: { name: 'pixel_values', dims: [1, 3, 'height', 'width'] }, output: { name: 'predicted_depth', dims: [1, 'height', 'width'] } }));
    const job = await prepareJob({ clip, outFolder: join(folder, 'out'), model, provider: 'cpu', tiles: 3 }, () => undefined, never);
    const smaller = (await smallerJob(job))!.job;
    expect(smaller.tiles).to.equal(3);
    expect(smaller.model.row.input.nominal[0]).to.be.below(job.model.row.input.nominal[0]);
    expect(smaller.jobKey).not.to.equal(job.jobKey);
  });
});
