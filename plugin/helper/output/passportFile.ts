import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failureError, FailureError } from '#core/failure/result';
import { parseDepthPassport } from '#core/parsing/parseDepthPassport';
import type { DepthPassport } from '#contracts/depthAsset';
import { writeFileAtomically } from './atomicFile.js';

export const PASSPORT_NAME = 'passport.json';
/** Folder inside a depth pass that a running or stopped job keeps its state in; gone when the pass is complete. */
export const WORK_FOLDER_NAME = '.depthbeat';

/**
 * Reads the passport of a depth pass. Throws `depth.incomplete` where a job has not finished, `media.missing` where there is
 * none, `contract.invalid` where it is damaged.
 */
export async function readPassport(folder: string): Promise<DepthPassport> {
  const path = join(folder, PASSPORT_NAME);
  const json = await readFile(path, 'utf8').catch(() => undefined);
  if (json === undefined) throw failureError(existsSync(join(folder, WORK_FOLDER_NAME)) ? 'depth.incomplete' : 'media.missing', existsSync(folder) ? path : folder);
  const parsed = parseDepthPassport(json, path);
  if (!parsed.ok) throw new FailureError(parsed.failure);
  if (!parsed.value.complete) throw failureError('depth.incomplete', folder);
  return parsed.value;
}

/** Fields go in the reader's order whoever put them together, so that equal passports are equal files. Throws `contract.invalid` for one that could not be read back. */
export async function writePassport(folder: string, passport: DepthPassport): Promise<void> {
  const path = join(folder, PASSPORT_NAME);
  const parsed = parseDepthPassport(JSON.stringify(passport), path);
  if (!parsed.ok) throw new FailureError(parsed.failure);
  await writeFileAtomically(path, `${JSON.stringify(parsed.value, null, 2)}\n`);
}
