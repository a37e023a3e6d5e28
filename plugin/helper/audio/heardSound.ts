import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SoundOverview, SoundPiece } from '#contracts/helperProtocol';
import type { Report } from '#contracts/progress';
import type { Seconds } from '#contracts/units';
import { failureError } from '#core/failure/result';
import { placeWhole } from '../output/atomicFile.js';
import { dataFolder } from '../pictures/passFolder.js';
import { openFfmpegAudio } from './ffmpegAudio.js';
import { fingerprintOf } from '../cache/fingerprint.js';

/** Rate of what the panel plays: enough to judge a beat by ear, small enough to send in pieces. */
const sampleRate = 24_000;
/** Loudness points a second of the overview, for songs up to an hour; longer ones get fewer. */
const finestPoints = 100;
const mostPoints = 360_000;
/** Sounds kept for the next time; a second of one takes 48 kB. */
const keptSounds = 6;

const heardFolder = (): string => join(dataFolder(), 'heard');

async function keyOf(source: string): Promise<string> {
  await stat(source).catch(() => {
    throw failureError('media.missing', source);
  });
  return createHash('sha256').update(`${sampleRate} ${(await fingerprintOf(source)).sha256}`).digest('hex').slice(0, 32);
}

/** Smallest and largest sample of each `perPoint` samples, as signed bytes, growing as the sound streams by. */
class Loudness {
  private readonly bytes: number[] = [];
  private low = 0;
  private high = 0;
  private count = 0;

  constructor(private readonly perPoint: number) {}

  push(sample: number): void {
    this.low = Math.min(this.low, sample);
    this.high = Math.max(this.high, sample);
    if (++this.count === this.perPoint) this.flush();
  }

  private flush(): void {
    this.bytes.push(Math.round(Math.max(-1, this.low) * 127) & 255, Math.round(Math.min(1, this.high) * 127) & 255);
    [this.low, this.high, this.count] = [0, 0, 0];
  }

  finish(): Buffer {
    if (this.count > 0) this.flush();
    return Buffer.from(this.bytes);
  }
}

function pointsPerSecond(duration: Seconds | undefined): number {
  return Math.max(5, Math.min(finestPoints, Math.floor(mostPoints / Math.max(1, duration ?? 600))));
}

async function decodeOnce(source: string, target: string, report: Report, signal: AbortSignal): Promise<SoundOverview> {
  const audio = await openFfmpegAudio(source, sampleRate);
  const rate = pointsPerSecond(audio.statedDuration);
  const loudness = new Loudness(Math.round(sampleRate / rate));
  let samples = 0;
  // Several panels may decode the same song at once, and one of them stop: each fills a file of its own.
  await placeWhole(target, async (file) => {
    for await (const block of audio.blocks(signal)) {
      const bytes = Buffer.alloc(block.length * 2);
      block.forEach((sample, i) => {
        bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32767), i * 2);
        loudness.push(sample);
      });
      samples += block.length;
      await file.appendFile(bytes);
      report({ event: 'progress', stage: 'listen', done: Math.round(samples / sampleRate), total: Math.round(audio.statedDuration ?? 0) });
    }
  });
  return { duration: samples / sampleRate, sampleRate, pointsPerSecond: sampleRate / Math.round(sampleRate / rate), points: loudness.finish().toString('base64') };
}

/** Forgets the sounds that were not heard for longest. */
async function forgetOld(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const aged = await Promise.all(names.map(async (name) => ({ name, age: (await stat(join(folder, name))).mtimeMs })));
  for (const { name } of aged.sort((a, b) => b.age - a.age).slice(keptSounds)) {
    for (const path of [name, name.replace('.json', '.pcm')]) await rm(join(folder, path), { force: true });
  }
}

/** Decodes a sound once for listening in the panel, and tells its loudness over time. Fails as `openFfmpegAudio` does. */
export async function openSound(source: string, report: Report, signal: AbortSignal): Promise<SoundOverview> {
  const folder = heardFolder();
  await mkdir(folder, { recursive: true });
  const base = join(folder, await keyOf(source));
  const known = await readFile(`${base}.json`, 'utf8').then((json) => JSON.parse(json) as SoundOverview, () => undefined);
  if (known && (await stat(`${base}.pcm`).catch(() => undefined))) {
    await utimes(`${base}.json`, new Date(), new Date());
    return known;
  }
  const overview = await decodeOnce(source, `${base}.pcm`, report, signal);
  await writeFile(`${base}.json`, JSON.stringify(overview));
  await forgetOld(folder);
  return overview;
}

/** A piece of a sound that `openSound` has decoded: 16-bit samples from `start` on, fewer at the end, none after it. */
export async function soundPiece(source: string, start: Seconds, seconds: Seconds): Promise<SoundPiece> {
  const file = await open(join(heardFolder(), `${await keyOf(source)}.pcm`), 'r').catch(() => {
    throw failureError('media.missing', source);
  });
  try {
    const buffer = Buffer.alloc(Math.round(seconds * sampleRate) * 2);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, Math.round(start * sampleRate) * 2);
    return { start, sampleRate, samples: buffer.subarray(0, bytesRead - (bytesRead % 2)).toString('base64') };
  } finally {
    await file.close();
  }
}
