import { readFile } from 'node:fs/promises';
import type { BeatGrid } from '#contracts/beatGrid';
import { failureError } from '#core/failure/result';
import { parseBeatGridJson } from '#core/parsing/parseBeatGrid';
import { unwrap } from './recipeChoice.js';

/** Reads a beat grid from a file. Throws `media.missing` or `contract.invalid`. */
export async function readGridFile(path: string): Promise<BeatGrid> {
  const json = await readFile(path, 'utf8').catch((error: unknown) => {
    throw failureError('media.missing', path, String(error));
  });
  return unwrap(parseBeatGridJson(json, path));
}
