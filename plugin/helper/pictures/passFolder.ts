import { createHash } from 'node:crypto';
import { access, constants } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import envPaths from 'env-paths';

/** Longest part of a clip's name that goes into a folder's name: systems stop at 255 bytes, and frames follow. */
const longestName = 60;

/** The user's data folder of this system; `DEPTHBEAT_DATA` moves it. */
export function dataFolder(): string {
  return process.env['DEPTHBEAT_DATA'] ?? envPaths('depthbeat', { suffix: '' }).data;
}

/** A name that every system takes as part of a folder's name. */
export function plainName(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._-]/gu, '_').replace(/[. ]+$/, '').slice(0, longestName) || 'clip';
}

/**
 * Where the depth pass of a clip goes when nobody says otherwise: `Depthbeat/<clip> <model>` beside the clip, so that it travels with
 * the footage; in the user's data folder where that may not be written. A piece of a hash keeps clips of one name apart.
 */
export async function passFolder(clip: string, kind: string): Promise<string> {
  const path = resolve(clip);
  const beside = dirname(path);
  const mark = createHash('sha256').update(path).digest('hex').slice(0, 6);
  const name = `${plainName(basename(path, extname(path)))} ${plainName(kind)} ${mark}`;
  return join(await folderIn(beside), name);
}

/** The folder `Depthbeat` in a folder, or in the user's data folder where that may not be written. */
export async function folderIn(beside: string): Promise<string> {
  const isWritable = await access(beside, constants.W_OK).then(() => true, () => false);
  return join(isWritable ? beside : dataFolder(), 'Depthbeat');
}
