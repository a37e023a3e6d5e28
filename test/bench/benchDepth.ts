import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '#helper/media/projectRoot';
import { makeMedia } from '../fixtures/madeClips.js';
import { compareClips, scoreFootage } from './depth/compareClips.js';
import { printCutTable } from './depth/cutTable.js';
import { standInNetwork } from './depth/standInNetwork.js';

/** Figures of the depth engine: `npm run bench:depth [overhead] [speed] [memory] [quality] [cuts] [footage]`; without names all of them. */
interface Measured {
  readonly frames: number;
  readonly wall: number;
  readonly cpu: number;
  readonly decoderCpu: number;
  readonly peak: number;
  readonly parts: Readonly<Record<string, number>>;
}

const folder = mkdtempSync(join(tmpdir(), 'depthbeat-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

async function clipOf(size: string, frames: number): Promise<string> {
  const path = join(folder, `${size}-${frames}.mp4`);
  // Movement, detail and grain, so that neither decoder nor encoder has an easy time.
  await makeMedia(['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25,noise=alls=6:allf=t`, '-frames:v', String(frames), '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p', path]);
  return path;
}

function runScript(name: string, args: readonly string[]): string {
  const script = fileURLToPath(new URL(`./depth/${name}.js`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n').at(-1)!;
}

const runJob = (clip: string, model?: string): Measured => JSON.parse(runScript('measuredJob', [clip, join(folder, `out-${Date.now()}`), ...(model ? [model] : [])])) as Measured;

function printParts({ frames, parts, cpu, decoderCpu, wall }: Measured): void {
  console.log('| part | ms a frame |\n|---|---|');
  for (const [part, total] of Object.entries(parts)) console.log(`| ${part} | ${(total / frames).toFixed(1)} |`);
  console.log(`| CPU, this process | ${(cpu / frames).toFixed(1)} |\n| CPU, decoder | ${(decoderCpu / frames).toFixed(1)} |\n| wall | ${(wall / frames).toFixed(1)} |`);
}

async function overhead(): Promise<void> {
  const frames = 24;
  const cache = join(projectRoot(), '.bench');
  const model = join(cache, 'stand-in depth-anything.onnx');
  mkdirSync(cache, { recursive: true });
  if (!existsSync(model)) writeFileSync(model, standInNetwork());
  const clip = await clipOf('1920x1080', frames);
  const bareBefore = Number(runScript('bareInference', [model, String(frames / 2), '924', '518']));
  const job = runJob(clip, model);
  const bare = bareBefore + Number(runScript('bareInference', [model, String(frames / 2), '924', '518']));
  console.log(`\n## Overhead at 1080p with a network of Depth Anything V2 Small's cost, ${frames} frames`);
  console.log(`bare inference ${(bare / frames).toFixed(0)} ms a frame, whole job ${(job.wall / frames).toFixed(0)} ms a frame: **${(job.wall / bare).toFixed(3)} ×** (half of the bare runs before the job, half after)`);
  printParts(job);
}

async function speed(): Promise<void> {
  for (const size of ['1280x720', '1920x1080']) {
    const job = runJob(await clipOf(size, 150));
    console.log(`\n## Bundled network, ${size}: ${((job.frames * 1000) / job.wall).toFixed(1)} frames/s, 150 frames, start included`);
    printParts(job);
  }
}

async function memory(): Promise<void> {
  console.log('\n## Peak memory, bundled network, 1080p, decoder included');
  for (const frames of [60, 400]) console.log(`${frames} frames: ${(runJob(await clipOf('1920x1080', frames)).peak / 1e6).toFixed(0)} MB`);
}

const parts = { overhead, speed, memory, quality: () => compareClips(folder), cuts: printCutTable, footage: () => scoreFootage(folder) };
const asked = process.argv.slice(2);
for (const [name, work] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await work();
