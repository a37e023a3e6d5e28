import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';
import { failureError } from '#core/failure/result';

/** A name beside the final one, hidden and unique, so that a rename stays on one file system. */
export function temporaryNameFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.part`);
}

/** The topmost folder on the way to a file that is not there: a drive's own where that was disconnected. */
function missingFolder(path: string): string {
  let folder = dirname(path);
  for (let above = dirname(folder); above !== folder && !existsSync(above); above = dirname(folder)) folder = above;
  return folder;
}

/** A system error of a write as a failure: `output.diskFull`, `output.gone` or `output.unwritable`. Any other error is returned as it is. */
export function writeFailure(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failureError('output.diskFull', path, String(error));
  if (code !== undefined && /^(ENOENT|ENODEV|ENXIO|ENOTCONN|ESTALE)$/.test(code)) return failureError('output.gone', missingFolder(path), String(error));
  // EFBIG: the file system, or a limit set for the process, takes no file that long.
  if (code !== undefined && /^(EACCES|EPERM|EROFS|ENOTDIR|EISDIR|ENAMETOOLONG|EEXIST|EFBIG|EIO)$/.test(code)) {
    return failureError('output.unwritable', path, String(error));
  }
  return error;
}

/**
 * Fills a temporary file beside `path` and puts it in its place, so that a reader, or a kill at any moment, finds either the old content
 * or all of the new. The folder must exist. Fails with `output.unwritable`, `output.gone`, `output.diskFull`, and as `fill` does; nothing half-written stays.
 */
export async function placeWhole(path: string, fill: (file: FileHandle) => Promise<void>): Promise<void> {
  const temporary = temporaryNameFor(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      await fill(file);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailure(path, error);
  }
}

/**
 * The same for a file at hand in parts, and at once: for worker threads, where four waits for another thread cost more than the calls themselves.
 * It does not wait for the disk: a killed process leaves whole files.
 */
export function placeWholeNow(path: string, parts: readonly Uint8Array[]): void {
  const temporary = temporaryNameFor(path);
  try {
    const file = openSync(temporary, 'wx');
    try {
      for (const part of parts) writeFileSync(file, part);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The first error is the one to tell.
    }
    throw writeFailure(path, error);
  }
}

/** Makes the folder of a file that is to be written. Fails with `output.unwritable` or `output.diskFull`, named after the file. */
export async function makeFolderFor(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw writeFailure(path, error);
  });
}

/** Writes a file whole or not at all (`placeWhole`) and waits until it is on the disk. Parent folders are made. */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  await makeFolderFor(path);
  await placeWhole(path, async (file) => {
    await file.writeFile(data);
    await file.datasync();
  });
}
