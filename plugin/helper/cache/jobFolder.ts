import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { failureError } from '#core/failure/result';
import { writeFailure, writeFileAtomically } from '../output/atomicFile.js';
import { companionKinds, frameOfFileName } from '../output/frameFiles.js';
import { PASSPORT_NAME, readPassport, WORK_FOLDER_NAME } from '../output/passportFile.js';
import { REPORT_NAME } from '../output/reportFile.js';

/** Folder inside the job's own, for frames that become a video. */
export const FRAMES_NAME = 'frames';

/** The folder of a depth pass while one job owns it. */
export interface JobFolder {
  readonly folder: string;
  /** Place for the job's own state inside it. */
  readonly work: string;
  /** Lets the folder go and keeps the state, so that the same job can go on. */
  release(): Promise<void>;
  /** Lets the folder go and removes the state; `everything`: also the frames, and the folder when it is then empty. */
  clear(everything: boolean): Promise<void>;
}

const LOCK_NAME = 'lock.json';
/** A lock that was not touched for this long belongs to nobody, milliseconds. */
const LOCK_LIFE = 120_000;
const LOCK_TOUCH = 15_000;
/** Files that systems strew about; they belong to nobody. */
const STREWN = /^(\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|\.gitkeep)$/i;

const ownLocks = new Set<string>();

/**
 * Takes a folder for a job. A folder that holds anything but an unfinished pass is refused with `output.foreign`, one that holds
 * another finished pass with `output.otherPass`, one that another running job holds with `output.busy`; a lock whose owner is gone is taken over. What an unfinished job with another key left is removed.
 * `adopted`: the folder is known to hold a pass of this very key that lost some of its files; the rest is kept.
 */
export async function takeJobFolder(given: string, jobKey: string, adopted = false): Promise<JobFolder> {
  const folder = resolve(given);
  const work = join(folder, WORK_FOLDER_NAME);
  if (!adopted) await refuseForeign(folder);
  await mkdir(work, { recursive: true }).catch((error: unknown) => {
    throw writeFailure(folder, error);
  });
  const lock = join(work, LOCK_NAME);
  await takeLock(lock, folder);
  const touch = setInterval(() => void utimes(lock, new Date(), new Date()).catch(() => undefined), LOCK_TOUCH);
  touch.unref();
  const unlock = async (): Promise<void> => {
    clearInterval(touch);
    ownLocks.delete(lock);
    await rm(lock, { force: true });
  };
  const job: JobFolder = {
    folder,
    work,
    release: unlock,
    clear: async (everything) => {
      await unlock();
      await rm(work, { recursive: true, force: true });
      if (everything) await removeFrames(folder);
      if (everything) await rmdir(folder).catch(() => undefined);
    },
  };
  try {
    await beginOrGoOn(job, jobKey, adopted);
  } catch (error) {
    await unlock();
    throw error;
  }
  return job;
}

async function refuseForeign(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [] as string[];
    throw writeFailure(folder, error);
  });
  const started = names.includes(WORK_FOLDER_NAME);
  const ours = (name: string): boolean =>
    STREWN.test(name) || (started && (name === WORK_FOLDER_NAME || isOurs(name) || isLeftover(name)));
  if (names.every(ours)) return;
  const other = names.every((name) => STREWN.test(name) || name === PASSPORT_NAME || isOurs(name) || isLeftover(name)) ? await passIn(folder) : undefined;
  throw other === undefined ? failureError('output.foreign', folder) : failureError('output.otherPass', `${folder} already holds another depth pass, of ${other}`);
}

/** The pass that a folder holds, in few words; nothing where no passport tells. */
async function passIn(folder: string): Promise<string | undefined> {
  const passport = await readPassport(folder).catch(() => undefined);
  if (!passport) return undefined;
  const { source, frames, size, format, model, provider } = passport;
  return `${basename(source.path)}: frames ${frames.first} to ${frames.last}, ${size.width}×${size.height}, ${format}, ${model.id} on ${provider}`;
}

/** What a job makes in the folder itself; companions lie in folders of their kind. */
const isOurs = (name: string): boolean => frameOfFileName(name) !== undefined || /^depth\.(mov|mkv)$/.test(name) || name === REPORT_NAME || (companionKinds as readonly string[]).includes(name);

/** Hidden temporary files of a killed process. */
const isLeftover = (name: string): boolean => /^\.((depth|push|matte|false-colour)_\d+\.(png|tif|exr)|depth\.(mov|mkv)|passport\.json|report\.html)\..*\.part$/.test(name);

async function takeLock(lock: string, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = await open(lock, 'wx');
      await file.writeFile(JSON.stringify({ pid: process.pid, host: hostname() }));
      await file.close();
      ownLocks.add(lock);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw writeFailure(folder, error);
      if (await isHeld(lock)) throw failureError('output.busy', folder);
      // Renaming succeeds for one of several finders only: a lock that was taken anew meanwhile is not removed by mistake.
      const aside = `${lock}.${process.pid}.stale`;
      await rename(lock, aside).then(() => rm(aside, { force: true })).catch(() => undefined);
    }
  }
  throw failureError('output.busy', folder);
}

async function isHeld(lock: string): Promise<boolean> {
  const facts = await stat(lock).catch(() => undefined);
  if (!facts) return false;
  if (Date.now() - facts.mtimeMs > LOCK_LIFE) return false;
  const owner = await readFile(lock, 'utf8').then((json) => JSON.parse(json) as { pid?: number; host?: string }).catch(() => undefined);
  // A lock without readable content is being written this moment, or was left by a full disk: its age decides.
  if (typeof owner?.pid !== 'number') return Date.now() - facts.mtimeMs < 2000;
  if (owner.host !== hostname()) return true;
  if (owner.pid === process.pid) return ownLocks.has(lock);
  return isRunning(owner.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function beginOrGoOn({ folder, work }: JobFolder, jobKey: string, adopted: boolean): Promise<void> {
  const note = join(work, 'job.json');
  const before = await readFile(note, 'utf8').then((json) => (JSON.parse(json) as { jobKey?: string }).jobKey).catch(() => undefined);
  await removeLeftovers(folder);
  if (before === jobKey) return;
  if (adopted) await rm(join(folder, PASSPORT_NAME), { force: true });
  else await removeFrames(folder);
  for (const name of await namesIn(work)) if (name !== LOCK_NAME) await rm(join(work, name), { recursive: true, force: true });
  await writeFileAtomically(note, JSON.stringify({ jobKey }));
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const place of [folder, ...companionKinds.map((kind) => join(folder, kind)), join(folder, WORK_FOLDER_NAME, FRAMES_NAME)]) {
    for (const name of await namesIn(place)) if (isLeftover(name)) await rm(join(place, name), { force: true });
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/** A folder that vanished under the job has nothing left to remove. */
async function removeFrames(folder: string): Promise<void> {
  for (const place of [folder, ...companionKinds.map((kind) => join(folder, kind))]) {
    for (const name of await namesIn(place)) if (frameOfFileName(name) !== undefined || /^depth\.(mov|mkv)$/.test(name)) await rm(join(place, name), { force: true });
    if (place !== folder) await rmdir(place).catch(() => undefined);
  }
  for (const name of [PASSPORT_NAME, REPORT_NAME]) await rm(join(folder, name), { force: true });
}
