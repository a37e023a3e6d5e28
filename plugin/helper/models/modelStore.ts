import { createHash } from 'node:crypto';
import { open, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { failureError, FailureError } from '#core/failure/result';
import { parseModelManifest } from '#core/parsing/parseModelManifest';
import type { ModelFile, ModelManifest, ModelRow } from '#contracts/modelManifest';
import type { NetworkPorts, OnnxModel, OnnxOptions } from '../inference/onnxModel.js';
import { projectRoot } from '../media/projectRoot.js';
import { proposeRow, withMultiple } from './proposeRow.js';
import { fileNameOf, headNameOf, modelsFolder } from './modelsFolder.js';
import { replaceOwnWay, replaceWay } from './modelWays.js';
import { ownModels } from './ownModels.js';
import { hasFreeSize, sizeMultipleOf } from './sizeMultiple.js';

/** A network that is on this machine: how it is fed, and its file. */
export interface InstalledModel {
  readonly row: ModelRow;
  readonly path: string;
  /** Second half of a network in two files. */
  readonly headPath?: string;
  /** Of the file, or of both hashes one after the other. */
  readonly sha256: string;
}

/** Reads `models/manifest.json`. Throws `contract.invalid`. */
export async function loadManifest(): Promise<ModelManifest> {
  const path = join(projectRoot(), 'models', 'manifest.json');
  const parsed = parseModelManifest(await readFile(path, 'utf8'), path);
  if (!parsed.ok) throw new FailureError(parsed.failure);
  return parsed.value;
}

/** Where a file of a row that is on this machine lies: beside the manifest, or in the user's model folder; of several the one whose form stands first in `precisions`. */
export async function installedFile(row: ModelRow, precisions: readonly ModelFile['precision'][] = []): Promise<string | undefined> {
  const rank = ({ file }: InstalledFile): number => (precisions.includes(file.precision) ? precisions.indexOf(file.precision) : precisions.length);
  return (await installedFiles(row)).sort((a, b) => rank(a) - rank(b))[0]?.path;
}

/** A file of a row that is on this machine, whatever it holds. */
export interface InstalledFile {
  readonly file: ModelFile;
  readonly path: string;
}

/** All files of a row that are on this machine, in the order of the row. */
export async function installedFiles(row: ModelRow): Promise<InstalledFile[]> {
  const all = row.files.map((file) => ({ file, path: pathOf(row, file) }));
  const isThere = await Promise.all(all.map(({ path }) => isFile(path)));
  return all.filter((_, i) => isThere[i]);
}

/** Where a file of a row belongs. */
export const pathOf = (row: ModelRow, file: ModelFile): string => (file.path ? join(projectRoot(), 'models', file.path) : join(modelsFolder(), fileNameOf(row, file)));

/** What is told of a file of a row that is not the one that is listed. */
export const mismatchOf = (row: ModelRow, file: ModelFile, path: string): FailureError => failureError('model.hashMismatch', { path, way: replaceWay(row, file) });

/** Begins to load a file that sees single pictures before its hash is known, where that is worth it; gives what the file says of itself then. */
export type FileLoading = (path: string) => Promise<NetworkPorts> | undefined;

/**
 * Finds the network a user means: an id of the manifest, or the path of an .onnx file, which is asked for its shapes.
 * Absent: the manifest's default. `precisions`: forms of the file, the most wanted first. `load`: told the file as soon as it is known. Throws `model.unknown`, `model.missing`, `model.hashMismatch`, `model.unreadable`, `model.wrongShape`.
 */
export async function resolveModel(wanted?: string, precisions: readonly ModelFile['precision'][] = [], load?: FileLoading): Promise<InstalledModel> {
  const manifest = await loadManifest();
  const row = manifest.models.find(({ id }) => id === (wanted ?? manifest.defaultModel));
  if (row) return openRow(row, precisions, load);
  const own = (await ownModels()).find((one) => one.row.id === wanted);
  if (own) return openOwn(own.row, own.sha256, load);
  if (wanted !== undefined && (await isFile(wanted))) return openUserFile(resolve(wanted), manifest, load);
  throw failureError(wanted?.endsWith('.onnx') ? 'media.missing' : 'model.unknown', wanted ?? manifest.defaultModel);
}

async function openRow(row: ModelRow, precisions: readonly ModelFile['precision'][], load?: FileLoading): Promise<InstalledModel> {
  const path = await installedFile(row, precisions);
  if (path === undefined) throw failureError('model.missing', row.id);
  if (!row.input.window) void load?.(path);
  const sha256 = await sha256OfFile(path);
  const file = row.files.find((one) => pathOf(row, one) === path);
  if (file?.confirmed && file.sha256 !== undefined && file.sha256 !== sha256) throw mismatchOf(row, file, path);
  return file?.head ? withHead({ row, path, sha256 }, file) : { row, path, sha256 };
}

/** Where the second half of an installed network belongs. */
export const headPathOf = (path: string, row: ModelRow, file: ModelFile): string => (file.head?.path ? join(projectRoot(), 'models', file.head.path) : join(dirname(path), headNameOf(row, file)));

async function withHead(model: InstalledModel, file: ModelFile): Promise<InstalledModel> {
  const headPath = headPathOf(model.path, model.row, file);
  if (!(await isFile(headPath))) throw failureError('model.missing', model.row.id, `its second half is not at ${headPath}`);
  const sha256 = await sha256OfFile(headPath);
  if (file.confirmed && file.head?.sha256 !== undefined && file.head.sha256 !== sha256) throw mismatchOf(model.row, file, headPath);
  return { ...model, headPath, sha256: createHash('sha256').update(model.sha256).update(sha256).digest('hex') };
}

async function openOwn(row: ModelRow, listed: string, load?: FileLoading): Promise<InstalledModel> {
  const path = join(modelsFolder(), `${row.id}.onnx`);
  if (!(await isFile(path))) throw failureError('model.missing', row.id);
  if (!row.input.window) void load?.(path);
  const sha256 = await sha256OfFile(path);
  if (sha256 !== listed) throw failureError('model.hashMismatch', { path, way: replaceOwnWay(row.id) });
  return { row, path, sha256 };
}

/** A file of the user's: a listed one by its hash, else a row proposed from what the file says of itself. */
async function openUserFile(path: string, manifest: ModelManifest, load?: FileLoading): Promise<InstalledModel> {
  const ports = load?.(path);
  const sha256 = await sha256OfFile(path);
  const known = manifest.models.find(({ files }) => files.some((file) => file.sha256 === sha256));
  if (known) return { row: known, path, sha256 };
  return { row: await askFile(path, manifest, ports), path, sha256 };
}

/** A row for an unlisted file: from its name, shapes (`known`, where they are being read already) and, where its size is free, from the sizes that it runs with. Throws `model.unreadable`, `model.wrongShape`. */
export async function askFile(path: string, manifest: ModelManifest, known?: Promise<NetworkPorts>): Promise<ModelRow> {
  const ports = await (known ?? portsOf(path));
  const row = proposeRow(basename(path), ports, manifest);
  if (!hasFreeSize(ports, row)) return row;
  const model = await openOnCpu(path);
  try {
    const multipleOf = await sizeMultipleOf(model, row);
    return multipleOf === row.input.multipleOf ? row : withMultiple(basename(path), row, { multipleOf, ports, manifest });
  } finally {
    await model.release();
  }
}

/** The runtime is a large library, and lists of models do not need it. */
async function openOnCpu(path: string, options: Pick<OnnxOptions, 'unused'> = {}): Promise<OnnxModel> {
  const { openOnnxModel } = await import('../inference/onnxModel.js');
  return openOnnxModel(path, { provider: 'cpu', threads: 1, ...options });
}

/** What an .onnx file says of its inputs and outputs. Throws `model.unreadable`. */
export async function portsOf(path: string): Promise<NetworkPorts> {
  const model = await openOnCpu(path, { unused: true });
  await model.release();
  return { inputs: model.inputs, outputs: model.outputs };
}

/** Bytes read at a time. */
const BLOCK = 1 << 20;

/** All blocks are read into the same memory: a stream takes fresh memory for each, which costs the system as much time as hashing it. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafeSlow(BLOCK);
  const file = await open(path, 'r');
  try {
    for (let read = BLOCK; read > 0; hash.update(block.subarray(0, read))) read = (await file.read(block, 0, BLOCK)).bytesRead;
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isFile() ?? false;
