import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { boolean, dictionary, number, optional, parseJsonWith, record, text } from '#core/parsing/parser';
import { writeFileAtomically } from '../output/atomicFile.js';
import { dataFolder } from '../pictures/passFolder.js';
import { runtimeVersion } from './onnxModel.js';

/** How a provider did with one network file. */
export interface Verdict {
  readonly works: boolean;
  /** Time of one small picture, milliseconds. */
  readonly milliseconds?: number;
  /** Why it does not work, in the runtime's words. */
  readonly reason?: string;
}

const verdict = record({ works: boolean, milliseconds: optional(number(0)), reason: optional(text(400)) });
const notes = record({ environment: text(64), verdicts: dictionary(verdict) });
const notesPath = (): string => join(dataFolder(), 'providers.json');

/**
 * What was found out on this machine, by `PROVIDER SHA256-OF-THE-FILE`. Empty after a change of the runtime, the system or a graphics driver.
 */
export async function recallVerdicts(): Promise<Readonly<Record<string, Verdict>>> {
  const json = await readFile(notesPath(), 'utf8').catch(() => undefined);
  const parsed = json === undefined ? undefined : parseJsonWith(notes, json, notesPath());
  return parsed?.ok && parsed.value.environment === (await environmentMark()) ? parsed.value.verdicts : {};
}

/** Adds what was found out; a folder that cannot be written costs another trial next time, no more. */
export async function keepVerdict(key: string, found: Verdict): Promise<void> {
  const verdicts = { ...(await recallVerdicts()), [key]: found };
  await writeFileAtomically(notesPath(), `${JSON.stringify({ environment: await environmentMark(), verdicts }, null, 1)}\n`).catch(() => undefined);
}

/** The next job tries everything again. */
export async function forgetVerdicts(): Promise<void> {
  await rm(notesPath(), { force: true }).catch(() => undefined);
}

/** Files that change with a graphics driver: names, sizes and ages are enough. */
const DRIVER_PLACES: Readonly<Record<string, readonly string[]>> = {
  linux: ['/proc/driver/nvidia/version', '/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'],
  win32: ['C:\\Windows\\System32\\nvapi64.dll', 'C:\\Windows\\System32\\amdxc64.dll', 'C:\\Windows\\System32\\igdumdim64.dll', 'C:\\Windows\\System32\\dxgi.dll', 'C:\\Windows\\System32\\DriverStore\\FileRepository'],
};

/** Identity of everything whose change may change what a provider does. */
export async function environmentMark(): Promise<string> {
  const drivers = await Promise.all((DRIVER_PLACES[process.platform] ?? []).map(describePlace));
  return createHash('sha256').update([runtimeVersion(), process.version, process.arch, release(), ...drivers].join('\n')).digest('hex');
}

async function describePlace(path: string): Promise<string> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts) return `${path}: none`;
  if (facts.isDirectory()) return `${path}: ${(await readdir(path).catch(() => [])).sort().join(' ')} ${facts.mtimeMs}`;
  // Files of /proc have neither size nor age: their text is what changes.
  return facts.size === 0 ? await readFile(path, 'utf8').catch(() => '') : `${path}: ${facts.size} ${facts.mtimeMs}`;
}
