import { statfs } from 'node:fs/promises';
import type { Size } from '#contracts/units';
import { picturesOf, type PictureKind } from '../output/frameFiles.js';
import type { PreparedJob } from './prepareJob.js';

/** Bytes that a pixel of a pass takes at least, by what is written (chosen at half of what the sample and noisy clips take, so that nobody is warned in vain). */
const LEAST: { readonly [Kind in PictureKind]: number } = { png: 0.4, png8: 0.2, tiff: 0.6, 'exr-half': 0.5, 'exr-float': 0.8, push: 1, matte: 0.05, 'false-colour': 0.3 };
/** Bytes of the job's own state for each place of a map: its code and luma. */
const STATE = 3;

/** Bytes that so many frames of a job take at least while it runs. `mapSize`: of its maps. */
export function leastSpace({ size, output }: Pick<PreparedJob, 'size' | 'output'>, mapSize: Size, frames: number): number {
  const files = picturesOf(output).reduce((sum, kind) => sum + LEAST[kind], 0) * size.width * size.height;
  return frames * (files + STATE * mapSize.width * mapSize.height);
}

/** What to say before hours of work where a folder's disk cannot hold the result; nothing where it can, or does not tell. `free`: bytes that are left in a folder. */
export async function spaceNote(folder: string, least: number, free = freeIn): Promise<string | undefined> {
  const left = await free(folder).catch(() => undefined);
  if (left === undefined || left >= least) return undefined;
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
  return `The disk of ${folder} has ${gigabytes(left)} GB left, and this pass takes ${gigabytes(least)} GB or more. When it is full the job stops, and goes on where it was once there is room.`;
}

async function freeIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
