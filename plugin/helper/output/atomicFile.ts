import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, basename } from 'node:path';
import { failureError } from '#core/failure/result';

/** A name beside the final one, hidden and unique, so that a rename stays on one file system. */
export function temporaryNameFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(4).toString('hex')}.part`);
}

/** A system error of a write as a failure: `output.diskFull` or `output.unwritable`. Any other error is returned as it is. */
export function writeFailure(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return failureError('output.diskFull', path, String(error));
  if (code !== undefined && /^(EACCES|EPERM|EROFS|ENOTDIR|EISDIR|ENOENT|ENAMETOOLONG|EEXIST)$/.test(code)) {
    return failureError('output.unwritable', path, String(error));
  }
  return error;
}

/**
 * Writes a file so that a reader, or a kill at any moment, finds either the old content or all of the new.
 * Parent folders are made. Fails with `output.unwritable` or `output.diskFull`; nothing half-written stays.
 */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const temporary = temporaryNameFor(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(data);
      await file.datasync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw writeFailure(path, error);
  }
}
