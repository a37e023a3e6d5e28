import { expect } from 'chai';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { DepthFormat, DepthPassport } from '#contracts/depthAsset';
import { outsideSlice } from '#core/depth/depthSlice';
import { dilateRows } from '#core/depth/dilateRows';
import { firstFileOf } from '#core/lowering/planDepthImport';
import { KeptNetwork } from '#helper/inference/keptNetwork';
import { estimateDepth, type DepthRequest } from '#helper/jobs/estimateDepth';
import { depthFileOf, readDepthPicture } from '#helper/output/depthPicture';
import { resolveModel } from '#helper/models/modelStore';
import { depthAt, depthPicture } from '#helper/pictures/depthPicture';
import { failureCode } from '../../fixtures/failures.js';
import { contentOf } from '../../fixtures/folderContent.js';
import { killAt } from '../../fixtures/killedJob.js';
import { freshFolder, makeMedia } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';

/** As in the helper: jobs come one after another, and the network stays loaded. */
const kept = new KeptNetwork();
const run = (request: DepthRequest): Promise<DepthPassport> => estimateDepth({ kept, ...request }, () => undefined, new AbortController().signal);

async function smallClip(folder: string, frames = 6): Promise<string> {
  const path = join(folder, 'clip.mp4');
  await makeMedia(['-f', 'lavfi', '-i', `testsrc2=s=99x64:r=24000/1001:d=${(frames * 1001) / 24000},format=rgb24`, '-c:v', 'libx264', '-qp', '10', '-pix_fmt', 'yuv444p', `file:${path}`]);
  return path;
}

async function codesOf(path: string, channels: number): Promise<{ codes: Uint16Array; width: number }> {
  const { data, info } = await sharp(path).toColourspace(channels === 1 ? 'grey16' : 'rgb16').raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
  expect(info.channels).to.equal(channels);
  return { codes: new Uint16Array(data.buffer, data.byteOffset, info.width * info.height * channels), width: info.width };
}

describe('outputs of a depth job', () => {
  after(() => kept.close());

  /** Largest difference from the 16-bit PNG that a format may have: its own rounding, and for ProRes its compression. */
  const tolerances: Readonly<Record<Exclude<DepthFormat, 'png'>, number>> = { png8: 1 / 254, tiff: 1e-9, 'exr-half': 2 ** -11, 'exr-float': 1 / 65000, prores: 0.02, ffv1: 1e-9 };

  it('says the same depth in every format, and an equal job is not done twice', async function () {
    const folder = freshFolder();
    const clip = await smallClip(folder);
    const png = await run({ clip, outFolder: join(folder, 'png') });
    const truth = (await readDepthPicture(depthFileOf(join(folder, 'png'), png, 3), png.size)).values;
    for (const [format, tolerance] of Object.entries(tolerances) as [DepthFormat, number][]) {
      const outFolder = join(folder, format);
      const passport = await run({ clip, outFolder, format });
      expect(passport, format).to.deep.include({ format, frames: png.frames, shots: png.shots });
      expect((await stat(firstFileOf({ passport, folder: outFolder }))).isFile()).to.equal(true);
      const { values } = await readDepthPicture(depthFileOf(outFolder, passport, 3), png.size);
      const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - truth[i]!)), 0);
      expect(worst, format).to.be.at.most(tolerance);
      const before = await contentOf(outFolder);
      expect(await run({ clip, outFolder, format })).to.deep.equal(passport);
      expect(await contentOf(outFolder)).to.deep.equal(before);
      expect(Object.keys(before)).to.have.length(passport.filePattern.includes('%') ? 8 : 3);
      const shown = await depthPicture(outFolder, 3, { width: 50 });
      expect([shown.width, shown.height]).to.deep.equal([50, 32]);
      expect(await depthAt(outFolder, 3, 0.5, 0.5)).to.be.closeTo(await depthAt(join(folder, 'png'), 3, 0.5, 0.5), tolerance + 0.002);
    }
  });

  it('makes push, matte and false-colour passes that agree with the depth, and repairs one that lost a file', async () => {
    const folder = freshFolder();
    const clip = await smallClip(folder, 4);
    const outFolder = join(folder, 'out');
    const request: DepthRequest = { clip, outFolder, companions: ['matte', 'false-colour', 'push'] };
    const passport = await run(request);
    expect(passport.companions.map(({ kind }) => kind)).to.deep.equal(['false-colour', 'matte', 'push']);
    const slice = passport.shots[0]!.matte!;
    const { codes: depth, width } = await codesOf(join(outFolder, 'depth_00002.png'), 1);
    const { codes: matte } = await codesOf(join(outFolder, 'matte', 'matte_00002.png'), 1);
    const { codes: push } = await codesOf(join(outFolder, 'push', 'push_00002.png'), 3);
    const reach = Math.hypot(99 / 2, 32);
    depth.forEach((code, i) => {
      expect(matte[i]! / 65535).to.be.closeTo(1 - outsideSlice(code / 65535, slice), 2 / 65535 / slice.softness);
      expect((push[3 * i]! - 32768) / 32767).to.be.closeTo(((code / 65535) * ((i % width) + 0.5 - 49.5)) / reach, 2e-4);
    });
    expect(matte.some((code) => code === 0) && matte.some((code) => code === 65535)).to.equal(true);
    expect(await sharp(join(outFolder, 'false-colour', 'false-colour_00000.png')).metadata()).to.include({ channels: 3, depth: 'uchar', width: 99 });
    const before = await contentOf(outFolder);
    await rm(join(outFolder, 'matte', 'matte_00001.png'));
    await run(request);
    expect(await contentOf(outFolder)).to.deep.equal(before);
    const asked = await run({ ...request, outFolder: join(folder, 'asked'), companions: ['matte'], matte: { far: 0.2, near: 0.3, softness: 0 } });
    expect(asked.shots[0]!.matte).to.deep.equal({ far: 0.2, near: 0.3, softness: 0 });
    expect(await failureCode(run({ ...request, matte: { far: 0.5, near: 0.3, softness: 0 } }))).to.equal('usage.invalid');
  });

  it('grows what is near by pixels of the clip, in the depth and in what is made of it', async () => {
    const folder = freshFolder();
    const clip = await smallClip(folder, 2);
    const passAt = async (name: string, more: Partial<DepthRequest>): Promise<{ codes: Uint16Array; width: number; passport: DepthPassport }> => {
      const outFolder = join(folder, name);
      const passport = await run({ clip, outFolder, ...more });
      return { passport, ...(await codesOf(join(outFolder, 'depth_00001.png'), 1)) };
    };
    const grown = ({ codes, width }: { codes: Uint16Array; width: number }, radius: number): Uint16Array => {
      const out = new Uint16Array(codes.length);
      const add = dilateRows(radius, { width, height: codes.length / width }, (y, row) => out.set(row, y * width));
      for (let at = 0; at < codes.length; at += width) add(Float32Array.from(codes.subarray(at, at + width)));
      return out;
    };
    const [plain, wide] = [await passAt('plain', {}), await passAt('wide', { dilate: 3, companions: ['matte'] })];
    expect([plain.passport.settings['dilate'], wide.passport.settings['dilate']]).to.deep.equal([0, 3]);
    expect(wide.codes).to.deep.equal(grown(plain, 3)).and.not.deep.equal(plain.codes);
    const { codes: matte } = await codesOf(join(folder, 'wide', 'matte', 'matte_00001.png'), 1);
    const slice = wide.passport.shots[0]!.matte!;
    wide.codes.forEach((code, i) => expect(matte[i]! / 65535).to.be.closeTo(1 - outsideSlice(code / 65535, slice), 2 / 65535 / slice.softness));
    const half = { size: 'half' } as const;
    const [halfPlain, halfWide] = [await passAt('half plain', half), await passAt('half wide', { ...half, dilate: 3 })];
    expect(halfWide.codes).to.deep.equal(grown(halfPlain, (3 * halfPlain.width) / plain.width));
    expect(await failureCode(run({ clip, outFolder: join(folder, 'bad'), dilate: 101 }))).to.equal('usage.invalid');
    expect(await failureCode(run({ clip, outFolder: join(folder, 'bad'), dilate: NaN }))).to.equal('usage.invalid');
  });

  it('tells metres of a network that measures: the files give them back', async () => {
    const folder = freshFolder();
    const clip = join(folder, 'ramp.mp4');
    // Left 50, right 200 of 255 in every plane; the made network says 111 × that / 255 metres before the row's mean and std are taken off.
    await makeMedia(['-f', 'lavfi', '-i', "color=s=96x64:r=25:d=0.2,format=rgb24,geq=r='if(lt(X,48),50,200)':g='if(lt(X,48),50,200)':b='if(lt(X,48),50,200)'", '-c:v', 'libx264rgb', '-qp', '0', '-pix_fmt', 'rgb24', `file:${clip}`]);
    const model = join(folder, 'zoe made.onnx');
    await writeFile(model, tinyDepthNetwork({ input: { name: 'x', dims: [1, 3, 64, 96] }, output: { name: 'metric_depth', dims: [1, 1, 64, 96] } }));
    const row = (await resolveModel(model)).row;
    const metresOf = (byte: number): number => [1, 10, 100].reduce((sum, weight, c) => sum + (weight * (byte / 255 - row.input.mean[c]!)) / row.input.std[c]!, 0);
    const passport = await run({ clip, outFolder: join(folder, 'out'), model });
    const { far, near } = passport.shots[0]!.metres!;
    expect(near).to.be.below(far);
    const { values } = await readDepthPicture(depthFileOf(join(folder, 'out'), passport, 2), passport.size);
    const metresAt = (x: number): number => 1 / (1 / far + values[32 * 96 + x]! * (1 / near - 1 / far));
    expect(metresAt(80)).to.be.closeTo(metresOf(200), 0.02 * metresOf(200));
    // Dark pixels lie at or behind nothing: the nearest that is told is 5 cm.
    expect(metresAt(10)).to.be.closeTo(0.05, 0.01);
  });

  it('goes on after kill -9 with the same bytes: OpenEXR with companions, and a video', async () => {
    const folder = freshFolder();
    const clip = await smallClip(folder, 20);
    // Anywhere in either pass; a failure names the moments, so that it can be had again.
    const anywhere = (): number => 1 + Math.floor(Math.random() * 18);
    const moments = { 'exr-half': [['depth', anywhere()], ['write', anywhere()]], ffv1: [['write', anywhere()], ['video', 1]] } as const;
    for (const [format, kills] of Object.entries(moments) as ['exr-half' | 'ffv1', readonly (readonly [string, number])[]][]) {
      const options = { format, companions: ['matte'] } as const;
      const [whole, killed] = [join(folder, `whole ${format}`), join(folder, `killed ${format}`)];
      await run({ clip, outFolder: whole, ...options });
      for (const [stage, done] of kills) await killAt([clip, killed, JSON.stringify(options)], stage, done);
      await run({ clip, outFolder: killed, ...options });
      expect(await contentOf(killed), JSON.stringify(kills)).to.deep.equal(await contentOf(whole));
    }
  });
});
