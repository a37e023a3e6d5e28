import { expect } from 'chai';
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DepthPassport } from '#contracts/depthAsset';
import { estimateDepth, type DepthRequest } from '#helper/jobs/estimateDepth';
import { projectRoot } from '#helper/media/projectRoot';
import { failureCode } from '../../fixtures/failures.js';
import { contentOf } from '../../fixtures/folderContent.js';
import { freshFolder, makeMedia } from '../../fixtures/madeClips.js';
import { tinyDepthNetwork } from '../../fixtures/onnxFile.js';

const run = (request: DepthRequest): Promise<DepthPassport> => estimateDepth({ provider: 'cpu', ...request }, () => undefined, new AbortController().signal);
const script = fileURLToPath(new URL('../../fixtures/depthJob.js', import.meta.url));
const cpu = JSON.stringify({ provider: 'cpu' });

async function clipOf(folder: string, size: string, frames: number): Promise<string> {
  const path = join(folder, `${size}.mp4`);
  await makeMedia(['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25,format=rgb24`, '-frames:v', String(frames), '-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '20', '-g', '50', '-pix_fmt', 'yuv420p', `file:${path}`]);
  return path;
}

/** A network of one layer on 32×32 pixels: what remains is the cost of everything else. */
async function smallestNetwork(folder: string): Promise<string> {
  const path = join(folder, 'midas smallest.onnx');
  await writeFile(path, tinyDepthNetwork({ input: { name: '0', dims: [1, 3, 32, 32] }, output: { name: '1', dims: [1, 32, 32] } }));
  return path;
}

describe('faults of a depth job', () => {
  it('on a full disk: one sentence, nothing half-written, and the same bytes once there is room', async function () {
    if (process.platform !== 'linux') return this.skip();
    const folder = freshFolder();
    const clip = await clipOf(folder, '320x180', 12);
    await run({ clip, outFolder: join(folder, 'whole') });
    // A disk of its own, in a name space of its own: no rights are needed where the system allows those.
    const inside = [
      'mkdir "$1" "$5" && mount -t tmpfs -o size=1200k none "$1" || exit 77',
      '"$2" "$3" "$4" "$1/out" "$6"; echo "code $?"; ls -A "$1/out" | grep -c "\\.part$"',
      'mount -o remount,size=60m none "$1" && "$2" "$3" "$4" "$1/out" "$6" >/dev/null && cp -r "$1/out" "$5/"',
    ].join('\n');
    const { stdout, status } = spawnSync('unshare', ['-Urm', 'sh', '-c', inside, 'sh', join(folder, 'disk'), process.execPath, script, clip, join(folder, 'saved'), cpu], { encoding: 'utf8' });
    if (status === null || status === 77 || !stdout.includes('code ')) return this.skip();
    expect(stdout).to.contain('"code":"output.diskFull"').and.contain('code 1\n0\n');
    expect(await contentOf(join(folder, 'saved', 'out'))).to.deep.equal(await contentOf(join(folder, 'whole')));
  });

  it('where files may not be that long: one sentence, whoever runs it', async function () {
    if (process.platform === 'win32') return this.skip();
    const folder = freshFolder();
    const clip = await clipOf(folder, '320x180', 6);
    const out = join(folder, 'out');
    const { stdout } = spawnSync('sh', ['-c', 'ulimit -f 40; exec "$@"', 'sh', process.execPath, script, clip, out, cpu], { encoding: 'utf8' });
    expect(stdout.trim().split('\n').at(-1)).to.contain('"code":"output.unwritable"');
    expect((await readdir(out)).filter((name) => name.endsWith('.part') || name === 'passport.json')).to.deep.equal([]);
    expect((await run({ clip, outFolder: out })).frames.last).to.equal(5);
  });

  it('with a damaged network: says so and leaves no folder', async () => {
    const folder = freshFolder();
    const clip = await clipOf(folder, '64x48', 2);
    const whole = await readFile(join(projectRoot(), 'models', 'bundled', 'depthbeat-small-v4.onnx'));
    const [cut, flipped] = [join(folder, 'cut.onnx'), join(folder, 'flipped.onnx')];
    await writeFile(cut, whole.subarray(0, whole.length / 2));
    await writeFile(flipped, Buffer.concat([Buffer.from('not a network'), whole.subarray(13)]));
    for (const model of [cut, flipped]) expect(await failureCode(run({ clip, outFolder: join(folder, 'out'), model }))).to.equal('model.unreadable');
    await mkdir(join(folder, 'models'));
    await cp(cut, join(folder, 'models', 'depth-anything-v2-small.fp32.onnx'));
    process.env['DEPTHBEAT_MODELS'] = join(folder, 'models');
    try {
      expect(await failureCode(run({ clip, outFolder: join(folder, 'out'), model: 'depth-anything-v2-small' }))).to.equal('model.hashMismatch');
    } finally {
      delete process.env['DEPTHBEAT_MODELS'];
    }
    expect(await failureCode(stat(join(folder, 'out')))).to.contain('ENOENT');
  });

  it('two processes on one folder: the second is refused and harms nothing', async () => {
    const folder = freshFolder();
    const [clip, out] = [await clipOf(folder, '160x96', 60), join(folder, 'out')];
    const child = spawn(process.execPath, [script, clip, out, cpu], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(await failureCode(run({ clip, outFolder: out }))).to.equal('output.busy');
    expect(await ended).to.equal(0);
    await run({ clip, outFolder: join(folder, 'alone') });
    // Equal to a run that nobody disturbed: also the proof that the same input gives the same bytes.
    expect(await contentOf(out)).to.deep.equal(await contentOf(join(folder, 'alone')));
  });

  it('takes 10,000 frames with memory that does not grow', async () => {
    const folder = freshFolder();
    const [clip, model] = [await clipOf(folder, '16x16', 10_000), await smallestNetwork(folder)];
    const resident: number[] = [];
    const report = (event: { event: string }): void => void (event.event === 'progress' && resident.push(process.memoryUsage.rss()));
    const passport = await estimateDepth({ clip, outFolder: join(folder, 'out'), model, provider: 'cpu' }, report, new AbortController().signal);
    expect(passport.frames).to.deep.equal({ first: 0, last: 9999 });
    expect((await readdir(join(folder, 'out'))).length).to.equal(10_002);
    const early = Math.max(...resident.slice(0, Math.ceil(resident.length / 4)));
    expect(Math.max(...resident) - early).to.be.below(120e6);
  });

  it('takes an 8K frame', async () => {
    const folder = freshFolder();
    const passport = await run({ clip: await clipOf(folder, '7680x4320', 1), outFolder: join(folder, 'out') });
    expect(passport.size).to.deep.equal({ width: 7680, height: 4320 });
    expect((await stat(join(folder, 'out', 'depth_00000.png'))).size).to.be.above(1e6);
  });
});
