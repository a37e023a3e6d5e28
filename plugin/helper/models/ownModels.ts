import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { list, parseJsonWith, record, text } from '#core/parsing/parser';
import { modelRow } from '#core/parsing/parseModelManifest';
import type { ModelRow } from '#contracts/modelManifest';
import { writeFileAtomically } from '../output/atomicFile.js';
import { modelsFolder } from './modelsFolder.js';

/** A network the user added: a row that was proposed from the file, and the file's hash. */
export interface OwnModel {
  readonly row: ModelRow;
  readonly sha256: string;
}

const notes = record({ models: list(record({ row: modelRow, sha256: text(64) }), 500) });
const notesPath = (): string => join(modelsFolder(), 'own.json');

/** The networks a user added; none when the notes are absent or damaged. */
export async function ownModels(): Promise<readonly OwnModel[]> {
  const json = await readFile(notesPath(), 'utf8').catch(() => undefined);
  const parsed = json === undefined ? undefined : parseJsonWith(notes, json, notesPath());
  return parsed?.ok ? parsed.value.models : [];
}

export async function writeOwnModels(models: readonly OwnModel[]): Promise<void> {
  await writeFileAtomically(notesPath(), `${JSON.stringify({ models }, null, 2)}\n`);
}
