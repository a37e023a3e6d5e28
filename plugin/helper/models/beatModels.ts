import { access, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FailureError, failureError } from '#core/failure/result';
import { integer, list, oneOf, parseJsonWith, record, text, type Parsed } from '#core/parsing/parser';
import { projectRoot } from '../media/projectRoot.js';
import { fingerprintOf } from '../cache/fingerprint.js';
import { modelsFolder } from './modelsFolder.js';

const rowFields = { id: text(), title: text(), advice: text(), licence: text(), licenceNote: text(), source: text(), url: text(), bytes: integer(1), sha256: text(64) };
const registry = record({ schema: oneOf('depthbeat.beatModels'), version: oneOf(1), models: list(record(rowFields)) });

/** One listed beat network: who made it, under which licence, and where its file can be had. */
export type BeatModelRow = Parsed<typeof rowFields>;

/** Rows of `models/beat-models.json`. Fails with `contract.invalid`. */
export async function listBeatModels(): Promise<BeatModelRow[]> {
  const path = join(projectRoot(), 'models', 'beat-models.json');
  const parsed = parseJsonWith(registry, await readFile(path, 'utf8'), path);
  if (!parsed.ok) throw new FailureError(parsed.failure);
  return parsed.value.models;
}

export interface BeatModelFile {
  readonly id: string;
  readonly path: string;
  /** For provenance: names this very file. */
  readonly fingerprint: string;
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/**
 * The file of a listed network in the user's model folder (`ID.onnx`), or a file of the user's own. Nothing is downloaded.
 * Fails with `model.unknown`, `model.missing`.
 */
export async function locateBeatModel(wanted: string): Promise<BeatModelFile> {
  const row = (await listBeatModels()).find(({ id }) => id === wanted);
  const path = row ? join(modelsFolder(), `${row.id}.onnx`) : wanted;
  if (!(await isThere(path))) {
    if (row) throw failureError('model.missing', row.id, `expected at ${path}; it can be had from ${row.url}`);
    throw failureError('model.unknown', wanted);
  }
  return { id: row?.id ?? basename(wanted, '.onnx'), path, fingerprint: (await fingerprintOf(path)).sha256 };
}
