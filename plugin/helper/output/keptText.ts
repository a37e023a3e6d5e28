import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder } from '../pictures/passFolder.js';
import { writeFileAtomically } from './atomicFile.js';

/** Names are free text (paths); only their hash becomes a file name. */
const fileOf = (name: string): string => join(dataFolder(), 'documents', `${createHash('sha256').update(name).digest('hex')}.json`);

/** Keeps a text under a name for the panel's next start. Fails with `output.*`. */
export async function keepText(name: string, text: string): Promise<void> {
  await writeFileAtomically(fileOf(name), text);
}

/** The text kept under a name, if any. */
export async function recallText(name: string): Promise<string | undefined> {
  return readFile(fileOf(name), 'utf8').catch(() => undefined);
}
