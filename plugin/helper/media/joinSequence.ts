import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { FrameRate } from '#contracts/units';
import { failureError } from '#core/failure/result';
import { framesPerSecond, printFrameRate } from '#core/time/frameRate';
import { temporaryNameFor, writeFailure } from '../output/atomicFile.js';
import { folderIn, plainName } from '../pictures/passFolder.js';
import { runProgram } from './childProgram.js';
import { locateFfmpeg } from './ffmpegLocation.js';
import { ffmpegAddress, probeVideo } from './probeMedia.js';

interface Sequence {
  readonly folder: string;
  readonly stem: string;
  readonly digits: number;
  readonly ending: string;
  readonly start: number;
  readonly count: number;
}

const numbered = /^(.*?)(\d{1,9})(\.[A-Za-z0-9]+)$/;

/**
 * The numbered files from one on, as a host counts them: up to the highest number of the same name. Throws `media.missing`, `usage.invalid` for a name
 * without a number, `media.truncated` when files are missing on the way.
 */
async function sequenceFrom(first: string): Promise<Sequence> {
  const path = resolve(first);
  if (!(await stat(path).catch(() => undefined))?.isFile()) throw failureError('media.missing', first);
  const [, stem, digits, ending] = numbered.exec(basename(path)) ?? [];
  if (stem === undefined || digits === undefined || ending === undefined) throw failureError('usage.invalid', `${first} has no number in its name, so it is not the first file of a sequence`);
  const start = Number(digits);
  const numbers = (await readdir(dirname(path)))
    .map((name) => numbered.exec(name))
    .flatMap((match) => (match && match[1] === stem && match[3]!.toLowerCase() === ending.toLowerCase() && match[2]!.length >= digits.length ? [Number(match[2])] : []))
    .filter((number) => number >= start)
    .sort((a, b) => a - b);
  const gap = numbers.findIndex((number, index) => number !== start + index);
  if (gap >= 0) throw failureError('media.truncated', `The sequence ${first}`, `there is no file ${start + gap}, but there is one ${numbers[gap]}`);
  return { folder: dirname(path), stem, digits: digits.length, ending, start, count: numbers.length };
}

/** The form in which FFmpeg takes a sequence: `%` is itself twice, the number is `%0Nd`. */
function patternOf({ folder, stem, digits, ending }: Sequence): string {
  return `${join(folder, stem).replaceAll('%', '%%')}%0${digits}d${ending}`;
}

/** OpenEXR is light, not a picture for the eye: it is brought to the curve that networks know. */
const readerOptions = ({ ending }: Sequence): readonly string[] => (/^\.exr$/i.test(ending) ? ['-apply_trc', 'iec61966_2_1'] : []);

/** Frames that a host rendered for us lie in a folder of ours and end with the movie. */
const isOwnRender = ({ folder, stem }: Sequence): boolean => stem === 'proxy_' && basename(dirname(folder)) === 'Depthbeat';

async function moviePath(sequence: Sequence): Promise<string> {
  if (isOwnRender(sequence)) return join(sequence.folder, 'proxy.mkv');
  const mark = createHash('sha256').update(join(sequence.folder, sequence.stem)).digest('hex').slice(0, 6);
  return join(await folderIn(sequence.folder), `${plainName(sequence.stem.replace(/[ ._-]+$/, ''))} ${mark}.mkv`);
}

async function isCurrent(movie: string, sequence: Sequence, rate: FrameRate): Promise<boolean> {
  const made = await stat(movie).catch(() => undefined);
  if (!made) return false;
  const name = (number: number): string => join(sequence.folder, `${sequence.stem}${String(number).padStart(sequence.digits, '0')}${sequence.ending}`);
  for (let index = 0; index < sequence.count; index++) {
    const file = await stat(name(sequence.start + index)).catch(() => undefined);
    if (!file || file.mtimeMs > made.mtimeMs) return false;
  }
  const { video, duration } = await probeVideo(movie);
  return video.rate.numerator * rate.denominator === rate.numerator * video.rate.denominator && Math.round((duration ?? 0) * framesPerSecond(rate)) === sequence.count;
}

async function encode(sequence: Sequence, rate: FrameRate, movie: string, signal: AbortSignal): Promise<void> {
  const temporary = temporaryNameFor(movie);
  const args = [
    '-nostdin', '-v', 'error', '-f', 'image2', ...readerOptions(sequence), '-framerate', printFrameRate(rate), '-start_number', String(sequence.start), '-i', patternOf(sequence),
    '-vf', 'format=rgba,premultiply=inplace=1,format=bgr0', '-c:v', 'ffv1', '-level', '3', '-g', '1', '-slices', '4', '-f', 'matroska', ffmpegAddress(temporary),
  ];
  try {
    const { code, errorOutput } = await runProgram(locateFfmpeg().ffmpeg, args, undefined, signal);
    if (signal.aborted) throw failureError('cancelled');
    if (code !== 0) throw failureError(/No space left/.test(errorOutput) ? 'output.diskFull' : 'media.unreadable', code === null ? movie : sequence.stem, errorOutput.trim());
    await rename(temporary, movie).catch((error: unknown) => Promise.reject(writeFailure(movie, error) as Error));
  } finally {
    await rm(temporary, { force: true });
  }
}

/**
 * Joins a numbered sequence into one lossless 8-bit movie (FFV1), so that all that reads clips reads it: alpha over black, OpenEXR by the
 * sRGB curve. `first`: the first file; `rate` as the host interprets it. The movie goes into `Depthbeat` beside the sequence; one that is newer than
 * all its frames is taken again. Returns its path. Throws `media.*`, `usage.invalid`, `output.*`, `cancelled`.
 */
export async function joinSequence(first: string, rate: FrameRate, signal: AbortSignal): Promise<string> {
  const sequence = await sequenceFrom(first);
  const movie = await moviePath(sequence);
  if (await isCurrent(movie, sequence, rate)) return movie;
  await mkdir(dirname(movie), { recursive: true }).catch((error: unknown) => Promise.reject(writeFailure(movie, error) as Error));
  await encode(sequence, rate, movie, signal);
  if (isOwnRender(sequence)) await removeFrames(sequence);
  return movie;
}

async function removeFrames({ folder, ending }: Sequence): Promise<void> {
  for (const name of await readdir(folder)) if (/^proxy_\d+\./.test(name) && name.endsWith(ending)) await rm(join(folder, name), { force: true });
}
