import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { quoteWord, shardCommands } from '../../plugin/cli/shardCommands.js';
import { projectRoot } from '#helper/media/projectRoot';
import type { JobEvent } from '#contracts/progress';
import { estimateDepth } from '#helper/jobs/estimateDepth';
import { mergeParts } from '#helper/jobs/mergeParts';
import { divide, planParts } from '#helper/jobs/planParts';
import { failureCode } from '../fixtures/failures.js';
import { contentOf } from '../fixtures/folderContent.js';
import { freshFolder, makeMedia } from '../fixtures/madeClips.js';
import { tintNetwork } from '../fixtures/tintNetwork.js';

const quiet = (): void => undefined;
const never = new AbortController().signal;

async function fourShots(folder: string): Promise<string> {
  const path = join(folder, 'four shots.mp4');
  const sources = ['testsrc2=s=96x64:r=25', 'mandelbrot=s=96x64:r=25', 'smptebars=s=96x64:r=25', 'life=s=96x64:r=25:mold=9:seed=5'];
  await makeMedia([
    ...sources.flatMap((source) => ['-f', 'lavfi', '-i', source]), '-filter_complex',
    `${sources.map((_, i) => `[${i}]trim=end_frame=${10 + i},format=rgb24[s${i}]`).join(';')};${sources.map((_, i) => `[s${i}]`).join('')}concat=n=4`,
    '-c:v', 'libx264', '-qp', '10', '-pix_fmt', 'yuv444p', `file:${path}`,
  ]);
  return path;
}

describe('divide', () => {
  it('covers every frame once and begins parts at cuts only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.uniqueArray(fc.integer({ min: 1, max: 199 })), fc.integer({ min: 1, max: 12 }), (length, wild, count) => {
        const cuts = wild.filter((cut) => cut < length).sort((a, b) => a - b);
        const parts = divide({ first: 0, last: length - 1 }, cuts, count);
        expect(parts.length).to.be.at.most(Math.min(count, cuts.length + 1));
        parts.forEach(({ frames, cuts: inside }, i) => {
          expect(frames.first).to.equal(i === 0 ? 0 : parts[i - 1]!.frames.last + 1);
          expect(frames.last).to.be.at.least(frames.first);
          if (i > 0) expect(cuts).to.include(frames.first);
          expect(inside).to.deep.equal(cuts.filter((cut) => cut > frames.first && cut <= frames.last));
        });
        expect(parts.at(-1)!.frames.last).to.equal(length - 1);
      }),
    );
  });
});

describe('shards', () => {
  it('quotes any word so that a shell gives it back', function () {
    if (process.platform === 'win32') return this.skip();
    const words = ["it's", 'a "b" $HOME `x`', 'ü %\\', '', '-', '#1 ; rm'];
    const { stdout } = spawnSync('sh', ['-c', `printf '%s\\n' ${words.map((word) => quoteWord(word)).join(' ')}`], { encoding: 'utf8' });
    expect(stdout.split('\n').slice(0, -1)).to.deep.equal(words);
  });

  it('printed commands, run apart, merge to what one run makes, byte for byte', async function () {
    if (process.platform === 'win32') return this.skip();
    const folder = freshFolder();
    const clip = await fourShots(folder);
    const [whole, out] = [join(folder, 'whole'), join(folder, "mer'ged")];
    const request = { clip, outFolder: out, companions: ['matte'], size: 'half', dilate: 2.5 } as const;
    await estimateDepth({ ...request, outFolder: whole, provider: 'cpu' }, quiet, never);
    const plan = await planParts({ ...request, provider: 'cpu' }, 3, quiet, never);
    expect(plan.parts.map(({ frames }) => frames.first)).to.deep.equal([0, 10, 33]);
    const { parts, merge } = shardCommands([process.execPath, join(projectRoot(), 'plugin', 'cli', 'depthbeat.mjs')], request, plan);
    // The last first: parts know nothing of each other.
    for (const command of [...parts].reverse()) expect(spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stderr).not.to.contain('usage');
    const folders = [1, 2, 3].map((index) => `${out}.part${index}`);
    expect(await failureCode(mergeParts(folders.slice(0, 2), out, quiet, never))).to.equal('usage.invalid');
    expect(await failureCode(mergeParts([folders[0]!, folders[0]!, folders[2]!], out, quiet, never))).to.equal('usage.invalid');
    expect(spawnSync('sh', ['-c', merge], { encoding: 'utf8' }).status).to.equal(0);
    expect(await contentOf(out)).to.deep.equal(await contentOf(whole));
    await rm(join(folders[1]!, 'report.html'));
    const unreported = join(folder, 'unreported');
    await mergeParts(folders, unreported, quiet, never);
    const { 'report.html': report, ...others } = await contentOf(whole);
    expect(report).to.be.a('string');
    expect(await contentOf(unreported)).to.deep.equal(others);
    await rm(join(folders[1]!, 'matte', 'matte_00012.png'));
    expect(await failureCode(mergeParts(folders, join(folder, 'again'), quiet, never))).to.equal('depth.incomplete');
  });

  it('of a pass with tiles merge to what one run makes, too', async () => {
    const folder = freshFolder();
    const [clip, model] = [await fourShots(folder), join(folder, 'depth-anything made.onnx')];
    await writeFile(model, tintNetwork(42, 28));
    const [whole, out] = [join(folder, 'whole'), join(folder, 'merged')];
    const request = { clip, model, tiles: 2, provider: 'cpu' } as const;
    expect((await estimateDepth({ ...request, outFolder: whole }, quiet, never)).settings['tiles']).to.equal(2);
    const { parts } = await planParts({ ...request, outFolder: out }, 2, quiet, never);
    for (const [i, { frames, cuts }] of parts.entries()) await estimateDepth({ ...request, outFolder: `${out}.part${i + 1}`, frames, part: { index: i + 1, count: 2, cuts } }, quiet, never);
    await mergeParts([1, 2].map((index) => `${out}.part${index}`), out, quiet, never);
    expect(await contentOf(out)).to.deep.equal(await contentOf(whole));
  });

  it('says what cannot be divided', async () => {
    const folder = freshFolder();
    const clip = await fourShots(folder);
    const request = { clip, outFolder: join(folder, 'out') };
    expect(await failureCode(planParts({ ...request, consistency: 'clip' }, 2, quiet, never))).to.equal('usage.invalid');
    expect(await failureCode(planParts({ ...request, format: 'prores' }, 2, quiet, never))).to.equal('usage.invalid');
    const totals = new Set<number>();
    const report = (event: JobEvent): void => void (event.event === 'progress' && totals.add(event.total));
    expect((await planParts({ ...request, frames: { first: 2, last: 8 } }, 4, report, never)).parts).to.deep.equal([{ frames: { first: 2, last: 8 }, cuts: [] }]);
    expect([...totals]).to.deep.equal([7]);
  });
});
