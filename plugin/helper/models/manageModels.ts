import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failureError, type FailureError } from '#core/failure/result';
import type { Report } from '#contracts/progress';
import type { ModelFile, ModelRow } from '#contracts/modelManifest';
import { temporaryNameFor, writeFailure } from '../output/atomicFile.js';
import { downloadFile, leftoversOf } from './httpsDownload.js';
import { askFile, headPathOf, installedFiles, loadManifest, mismatchOf, pathOf, portsOf, sha256OfFile } from './modelStore.js';
import { addWay, replaceOwnWay, replaceWay, sourceOf } from './modelWays.js';
import { fileNameOf, headNameOf, modelsFolder } from './modelsFolder.js';
import { ownModels, writeOwnModels } from './ownModels.js';

export interface FetchOptions {
  /** The user was shown the licence and takes it. */
  readonly acceptLicence: boolean;
  readonly precision?: ModelFile['precision'];
}

/**
 * Downloads a listed network into the user's model folder and gives its path. What is there already and whole is not fetched again, what is damaged is replaced.
 * The licence is told before anything is fetched. Throws `model.unknown`, `model.licenceNotAccepted`, `model.unconfirmed`, `model.notInPrecision`,
 * `model.downloadFailed`, `model.hashMismatch`, `output.*`, `cancelled`.
 */
export async function fetchModel(id: string, options: FetchOptions, report: Report, signal: AbortSignal): Promise<string> {
  const row = (await loadManifest()).models.find((one) => one.id === id);
  if (!row) throw failureError('model.unknown', id);
  const present = await presentFile(row, options.precision);
  if (present !== undefined) return present;
  report({ event: 'note', message: licenceSentence(row) });
  // Before the licence is asked for: nobody accepts one for a file that is not offered.
  const file = offeredFile(row, options.precision);
  if (!options.acceptLicence) throw failureError('model.licenceNotAccepted', row.title);
  const path = pathOf(row, file);
  // The second half first: a network counts as installed when its first half is there.
  const halves = [...(file.head ? [{ half: file.head, to: headPathOf(path, row, file) }] : []), { half: file, to: path }];
  for (const { half, to } of halves) {
    if (half.url === undefined) throw unconfirmed(row);
    const onBytes = (done: number, total: number): void => report({ event: 'progress', stage: 'download', done, total: Math.max(done, total, half.bytes ?? 0) });
    if (!(await isWhole(to, half.sha256))) await downloadFile({ model: row, url: half.url, path: to, signal, onBytes, ...(half.sha256 ? { sha256: half.sha256 } : {}) });
  }
  report({ event: 'file', role: 'model', path });
  return path;
}

/** The file that is downloaded unless a precision is named: single precision, else the first one on offer. */
const usualFile = (offered: readonly ModelFile[]): ModelFile | undefined => offered.find(({ precision }) => precision === 'fp32') ?? offered[0];

const isOffered = ({ confirmed, url, path }: ModelFile): boolean => confirmed && (url ?? path) !== undefined;

/** Where the file that `fetchModel` would get lies, if it is on this machine and is the listed one; of a network that is not on offer, any file that was added. */
export async function presentFile(row: ModelRow, precision?: ModelFile['precision']): Promise<string | undefined> {
  const usual = usualFile(row.files.filter(isOffered));
  const isWanted = (file: ModelFile): boolean => (precision === undefined ? usual === undefined || file === usual : file.precision === precision);
  for (const { file, path } of await installedFiles(row)) if (isWanted(file) && (await isAsListed(row, file, path))) return path;
  return undefined;
}

async function isAsListed(row: ModelRow, file: ModelFile, path: string): Promise<boolean> {
  if (!file.confirmed) return true;
  return (await isWhole(path, file.sha256)) && (!file.head || (await isWhole(headPathOf(path, row, file), file.head.sha256)));
}

/** True for a file that is there and has the listed hash. */
const isWhole = async (path: string, listed: string | undefined): Promise<boolean> => listed !== undefined && (await sha256OfFile(path).catch(() => '')) === listed;

/** The file of a row that can be downloaded. Throws `model.unconfirmed`, `model.notInPrecision`, and `model.hashMismatch` for a bundled one, which can not. */
export function offeredFile(row: ModelRow, precision?: ModelFile['precision']): ModelFile {
  const offered = row.files.filter(isOffered);
  if (offered.length === 0) throw unconfirmed(row);
  const file = precision === undefined ? usualFile(offered) : offered.find((one) => one.precision === precision);
  if (!file) throw failureError('model.notInPrecision', { title: row.title, precision: precision ?? '', offered: offered.map((one) => one.precision).join(', ') });
  if (file.path !== undefined) throw mismatchOf(row, file, pathOf(row, file));
  return file;
}

const unconfirmed = (row: ModelRow): FailureError => failureError('model.unconfirmed', { title: row.title, source: sourceOf(row), way: addWay(row) });

/** What is said of a licence before anything is fetched. */
export function licenceSentence({ title, licence }: ModelRow): string {
  const use = { yes: 'commercial use is allowed', no: 'not for commercial use', ask: 'ask before commercial use' }[licence.commercial];
  return `${title} is under ${licence.id}: ${use}.${licence.note ? ` ${licence.note}` : ''}`;
}

/**
 * Takes a file of the user's into the model folder. `listedAs`: it is this network of the registry (its hash is checked where one is listed);
 * else a row is proposed from what the file says of itself. Gives the row under whose id it can be used from now on.
 * Throws `media.missing`, `model.unknown`, `model.unreadable`, `model.wrongShape`, `model.otherFile`, `output.*`.
 */
export async function addModel(path: string, listedAs?: string): Promise<ModelRow> {
  const manifest = await loadManifest();
  const sha256 = await sha256OfFile(path).catch((error: unknown) => {
    throw failureError('media.missing', path, String(error));
  });
  const listed = listedAs === undefined ? manifest.models.find(({ files }) => files.some((file) => file.sha256 === sha256 || file.head?.sha256 === sha256)) : manifest.models.find(({ id }) => id === listedAs);
  if (listedAs !== undefined && !listed) throw failureError('model.unknown', listedAs);
  if (listed) return addListed(path, listed, sha256);
  const row = await askFile(path, manifest);
  const taken = manifest.models.some(({ id }) => id === row.id);
  const own = taken ? { ...row, id: `own-${row.id}`.slice(0, 64) } : row;
  await copyAtomically(path, join(modelsFolder(), `${own.id}.onnx`));
  const others = (await ownModels()).filter((one) => one.row.id !== own.id);
  await writeOwnModels([...others, { row: own, sha256 }]);
  return own;
}

async function addListed(path: string, row: ModelRow, sha256: string): Promise<ModelRow> {
  const { inputs } = await portsOf(path);
  const file = row.files.find((one) => one.sha256 === sha256 || one.head?.sha256 === sha256) ?? row.files.find((one) => one.sha256 === undefined || !one.confirmed);
  if (!file) throw failureError('model.otherFile', { path, title: row.title });
  // Of a network in two files, the half that takes pictures is the first.
  const isHead = file.head !== undefined && (file.head.sha256 === sha256 || (file.sha256 !== sha256 && !inputs.some(({ shape }) => shape.length === 4 && shape[1] === 3)));
  await copyAtomically(path, join(modelsFolder(), isHead ? headNameOf(row, file) : fileNameOf(row, file)));
  return row;
}

async function copyAtomically(from: string, to: string): Promise<void> {
  const temporary = temporaryNameFor(to);
  try {
    await mkdir(modelsFolder(), { recursive: true });
    await copyFile(from, temporary);
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailure(to, error);
  }
}

export interface VerifiedModel {
  readonly id: string;
  readonly path: string;
  /** `unlisted`: no hash is published, so only loading was tried. */
  readonly state: 'whole' | 'damaged' | 'unlisted';
  /** How a damaged file is replaced. */
  readonly way?: string;
}

/** Reads every installed file and compares it with its listed hash. */
export async function verifyModels(): Promise<VerifiedModel[]> {
  const results: VerifiedModel[] = [];
  const verify = async (id: string, path: string, listed: string | undefined, way: string): Promise<void> => {
    const state = await stateOf(path, listed);
    results.push({ id, path, state, ...(state === 'damaged' ? { way } : {}) });
  };
  for (const row of (await loadManifest()).models) {
    for (const { file, path } of await installedFiles(row)) {
      await verify(row.id, path, file.confirmed ? file.sha256 : undefined, replaceWay(row, file));
      if (file.head) await verify(row.id, headPathOf(path, row, file), file.confirmed ? file.head.sha256 : undefined, replaceWay(row, file));
    }
  }
  for (const { row, sha256 } of await ownModels()) await verify(row.id, join(modelsFolder(), `${row.id}.onnx`), sha256, replaceOwnWay(row.id));
  return results;
}

async function stateOf(path: string, listed: string | undefined): Promise<VerifiedModel['state']> {
  if (listed !== undefined) return (await sha256OfFile(path).catch(() => '')) === listed ? 'whole' : 'damaged';
  return portsOf(path).then(() => 'unlisted' as const, () => 'damaged' as const);
}

/** Deletes a fetched or added network, and what came of one before its download stopped. Throws `model.unknown`, `model.missing`, and `usage.invalid` for the bundled one. */
export async function removeModel(id: string): Promise<void> {
  const own = await ownModels();
  if (own.some(({ row }) => row.id === id)) {
    await writeOwnModels(own.filter(({ row }) => row.id !== id));
    return rm(join(modelsFolder(), `${id}.onnx`), { force: true });
  }
  const row = (await loadManifest()).models.find((one) => one.id === id);
  if (!row) throw failureError('model.unknown', id);
  if (row.files.some(({ path }) => path !== undefined)) throw failureError('usage.invalid', `${id} is bundled and stays`);
  const names = row.files.flatMap((file) => [fileNameOf(row, file), headNameOf(row, file)].flatMap((name) => [name, ...leftoversOf(name)]));
  const present = (await readdir(modelsFolder()).catch(() => [])).filter((name) => names.includes(name));
  if (present.length === 0) throw failureError('model.missing', id);
  for (const name of present) await rm(join(modelsFolder(), name), { force: true });
}
