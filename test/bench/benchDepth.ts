import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeMedia } from '../fixtures/madeClips.js';
import type { BareTimes } from './depth/bareInference.js';
import { writeSheets } from './depth/beforeAfter.js';
import { compareClips, scoreFootage } from './depth/compareClips.js';
import { printCutTable } from './depth/cutTable.js';
import { standInFile } from './depth/standInNetwork.js';
import { printTilesTable, scoreTiled } from './depth/tilesTable.js';

/** Figures of the depth engine: `npm run bench:depth [overhead] [speed] [memory] [resume] [quality] [cuts] [footage] [sheet] [tiles]`; without names all of them. */
interface Measured {
  readonly frames: number;
  readonly wall: number;
  readonly cpu: number;
  readonly decoderCpu: number;
  readonly peak: number;
  /** Highest memory during the first 500 frames of each stage, and after them. */
  readonly peaks: { readonly early: number; readonly late: number };
  /** Processor time, milliseconds; of a network on several threads the time on the clock. */
  readonly parts: Readonly<Record<string, number>>;
  /** First and last news of each stage, milliseconds after the process began. */
  readonly stages: Readonly<Record<string, { readonly begun: number; readonly ended: number }>>;
}

const folder = mkdtempSync(join(tmpdir(), 'depthbeat-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

async function clipOf(size: string, frames: number): Promise<string> {
  const path = join(folder, `${size}-${frames}.mp4`);
  if (existsSync(path)) return path;
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

const runJob = (clip: string, model?: string, out = join(folder, `out-${Date.now()}`), tiles = 1): Measured => JSON.parse(runScript('measuredJob', [clip, out, model ?? '', String(tiles)])) as Measured;

/** Everything between the network's maps and the files. */
const POST_PROCESSING = ['steady', 'settle', 'refine', 'encode', 'write'];

function printParts({ frames, parts, cpu, decoderCpu, wall }: Measured): void {
  const each = (total: number): string => (total / frames).toFixed(1);
  console.log('| part | ms of processor time a frame |\n|---|---|');
  for (const [part, total] of Object.entries(parts)) console.log(`| ${part} | ${each(total)} |`);
  console.log(`| ${POST_PROCESSING.join(' + ')} | ${each(POST_PROCESSING.reduce((sum, part) => sum + (parts[part] ?? 0), 0))} |`);
  console.log(`| this process, start included | ${each(cpu)} |\n| FFmpeg | ${each(decoderCpu)} |\n| on the clock | ${each(wall)} |`);
}

async function overhead(): Promise<void> {
  const model = standInFile();
  // What a job begins and ends with counts more in a short clip, and so does what else the machine does meanwhile: it is run three times.
  await overheadOf(model, { frames: 24, times: 3 });
  await overheadOf(model, { frames: 96, times: 1 });
}

/** The bare network on so many frames: no fewer than the job has, since a machine that was idle is quicker for its first ten seconds (880 ms a frame, and 1,006 on the mean of 90). */
const runBare = (model: string, frames: number, how: 'as-is' | 'quick'): BareTimes => JSON.parse(runScript('bareInference', [model, String(frames - 1), '924', '518', how])) as BareTimes;

/** A job's time over that of the bare network: of its file as ONNX Runtime runs it, and of what a job makes of the file. Jobs lie between bare runs. */
async function overheadOf(model: string, { frames, times }: { readonly frames: number; readonly times: number }): Promise<void> {
  const clip = await clipOf('1920x1080', frames);
  const [asIs, quick, jobs]: [BareTimes[], BareTimes[], Measured[]] = [[], [], []];
  for (let round = 0; round < times; round++) {
    asIs.push(runBare(model, frames, 'as-is'));
    quick.push(runBare(model, frames, 'quick'));
    jobs.push(runJob(clip, model));
  }
  quick.push(runBare(model, frames, 'quick'));
  asIs.push(runBare(model, frames, 'as-is'));
  console.log(`\n## Overhead at 1080p with a network of Depth Anything V2 Small's cost, ${frames} frames: whole job ${jobs.map(({ wall }) => (wall / 1000).toFixed(2)).join(', ')} s`);
  printOverhead('the file as it is', asIs, jobs);
  printOverhead('the file with attention as one operator, as a job runs it', quick, jobs);
  printParts(jobs.at(-1)!);
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

/** As the words can be taken: with what both begin with, without it, and with what the job begins with alone. Means of all runs, and of each job beside the bare runs before and after it. */
function printOverhead(what: string, runs: readonly BareTimes[], jobs: readonly Measured[]): void {
  const { frames } = jobs[0]!;
  const program = ({ start, each }: BareTimes): number => start + (frames - 1) * each;
  const bare = (part: keyof BareTimes): number => mean(runs.map((run) => run[part]));
  const [each, start, wall] = [bare('each'), bare('start'), mean(jobs.map((job) => job.wall))];
  const going = mean(jobs.map(({ stages }) => (stages['depth']!.ended - stages['depth']!.begun) / (frames - 1)));
  const fromFirst = going + mean(jobs.map(({ stages }) => (stages['write']!.ended - stages['depth']!.ended) / frames));
  const over = (time: number, of: number): string => `**${(time / of).toFixed(3)} ×**`;
  const single = jobs.map((job, i) => (job.wall / mean([program(runs[i]!), program(runs[i + 1]!)])).toFixed(3));
  console.log(`\nbare network, ${what}: ${(start / 1000).toFixed(2)} s until its first map, then ${each.toFixed(0)} ms a frame (${runs.map((run) => run.each.toFixed(0)).join(', ')})`);
  console.log(`whole job over a program that loads it and runs it on as many frames, ${((start + (frames - 1) * each) / 1000).toFixed(2)} s: ${over(wall, start + (frames - 1) * each)}${single.length > 1 ? ` (${single.join(', ')})` : ''}`);
  console.log(`from the first map to the last file over as many later runs: ${fromFirst.toFixed(0)} ms a frame, ${over(fromFirst, each)}; while the network works: ${going.toFixed(0)} ms, ${over(going, each)}`);
  console.log(`whole job over as many later runs, the network loaded and warm beforehand: ${over(wall, frames * each)}`);
  const all = mean(jobs.map((job) => job.cpu + job.decoderCpu));
  const bareCpu = bare('startCpu') + (frames - 1) * bare('eachCpu');
  console.log(`processor time, which other work on the machine changes less: ${(all / frames).toFixed(0)} ms a frame, decoders and node's start included, over ${(bareCpu / frames).toFixed(0)}: ${over(all, bareCpu)}`);
}

async function speed(): Promise<void> {
  for (const size of ['1280x720', '1920x1080']) {
    const job = runJob(await clipOf(size, 150));
    console.log(`\n## Bundled network, ${size}: ${((job.frames * 1000) / job.wall).toFixed(1)} frames/s, 150 frames, start included`);
    printParts(job);
  }
}

async function memory(): Promise<void> {
  console.log('\n## Peak memory, bundled network, decoder included');
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
  for (const [size, frames] of [['1920x1080', 60], ['3840x2160', 12], ['7680x4320', 12]] as const) console.log(`${size}, ${frames} frames: ${megabytes(runJob(await clipOf(size, frames)).peak)} MB`);
  const long = join(folder, 'long.mp4');
  await makeMedia(['-stream_loop', '49', '-i', await clipOf('1280x720', 100), '-c', 'copy', long]);
  const { frames, peaks } = runJob(long);
  console.log(`1280x720, ${frames} frames: ${megabytes(peaks.early)} MB in the first 500 of each stage, ${megabytes(peaks.late)} MB after them`);
}

/** Kills a job in its first stage and measures how long the next one takes to go on. */
async function resume(): Promise<void> {
  const clip = await clipOf('1280x720', 150);
  const whole = runJob(clip);
  const out = join(folder, 'killed');
  const killed = spawnSync(process.execPath, [fileURLToPath(new URL('./depth/measuredJob.js', import.meta.url)), clip, out], {
    timeout: Math.round(0.3 * whole.stages['depth']!.begun + 0.7 * whole.stages['depth']!.ended),
    killSignal: 'SIGKILL',
  });
  const rest = runJob(clip, undefined, out);
  const again = (rest.parts['steady'] ?? 0) / (whole.parts['steady'] ?? 1);
  console.log(`\n## Resume, bundled network, 1280x720, 150 frames, killed (${killed.signal}) in the first stage`);
  console.log(`share of the frames left to do: ${again.toFixed(2)}`);
  console.log(`from the start to the first news: ${whole.stages['depth']!.begun.toFixed(0)} ms fresh, ${rest.stages['depth']!.begun.toFixed(0)} ms going on`);
  console.log(`going on costs ${(rest.stages['depth']!.begun - whole.stages['depth']!.begun).toFixed(0)} ms; processor time of the rest: ${rest.cpu.toFixed(0)} ms of ${whole.cpu.toFixed(0)}`);
}

/** What tiles cost, beside the whole picture alone. */
async function tilesCost(): Promise<void> {
  console.log(`\n## Tiles: cost\n| picture | network | tiles | runs | s a frame, from the first to the last | over the whole alone | post-processing and preparation, ms of processor time a frame | peak memory, MB |\n|---|---|---|---|---|---|---|---|`);
  const [small, large] = [['bundled network', undefined] as const, ["a network of Depth Anything V2 Small's cost", standInFile()] as const];
  for (const [size, [name, model], frames, counts] of [['3840x2160', small, 12, [1, 2, 3, 4]], ['3840x2160', large, 6, [1, 2, 3]], ['7680x4320', small, 6, [1, 4]], ['7680x4320', large, 4, [1, 3]]] as const) {
    let alone = 0;
    for (const tiles of counts) {
      const job = runJob(await clipOf(size, frames), model, undefined, tiles);
      const { begun, ended } = job.stages['depth']!;
      const each = (ended - begun) / (job.frames - 1) / 1000;
      if (tiles === 1) alone = each;
      const own = [...POST_PROCESSING, 'prepare', 'store'].reduce((sum, part) => sum + (job.parts[part] ?? 0), 0) / job.frames;
      console.log(`| ${size} | ${name} | ${tiles} | ${tiles > 1 ? tiles ** 2 + 1 : 1} | ${each.toFixed(2)} | ${(each / alone).toFixed(1)} × | ${own.toFixed(0)} | ${(job.peak / 1e6).toFixed(0)} |`);
    }
  }
}

/** Thin things, what tiles change elsewhere, and what they cost. */
async function tiles(): Promise<void> {
  await printTilesTable(folder);
  await scoreTiled(folder);
  await tilesCost();
}

const parts = { overhead, speed, memory, resume, quality: () => compareClips(folder), cuts: printCutTable, footage: () => scoreFootage(folder), sheet: () => writeSheets(folder), tiles };
const asked = process.argv.slice(2);
for (const [name, work] of Object.entries(parts)) if (asked.length === 0 || asked.includes(name)) await work();
