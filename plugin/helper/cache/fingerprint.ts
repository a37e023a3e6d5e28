import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failureError } from '#core/failure/result';
import type { SourceFingerprint } from '#contracts/depthAsset';

/** Bytes read at the head, the middle and the tail: enough that two recordings never agree by chance. */
const BLOCK = 1 << 20;

/**
 * Identity of a file without reading all of it: sha256 over the size and three length-prefixed blocks.
 * Throws `media.missing`, `media.unreadable`.
 */
export async function fingerprintOf(path: string): Promise<SourceFingerprint> {
  const facts = await stat(path).catch(() => undefined);
  if (!facts?.isFile()) throw failureError('media.missing', path);
  const fields: Uint8Array[] = [Buffer.from(String(facts.size))];
  const file = await open(path, 'r').catch((error: unknown) => {
    throw failureError('media.unreadable', path, String(error));
  });
  try {
    for (const start of [0, Math.floor((facts.size - BLOCK) / 2), facts.size - BLOCK]) {
      const block = Buffer.alloc(Math.min(BLOCK, facts.size));
      const { bytesRead } = await file.read(block, 0, block.length, Math.max(0, start));
      fields.push(block.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return { path: resolve(path), bytes: facts.size, modifiedMilliseconds: Math.round(facts.mtimeMs), sha256: hashOfFields(fields) };
}

/** sha256 over fields, each with its length before it, so that no two lists of fields read alike. Hex. */
export function hashOfFields(fields: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const field of fields) {
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(bytes.length));
    hash.update(length).update(bytes);
  }
  return hash.digest('hex');
}
