import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';

const BLOCK = 1 << 16;

/**
 * Identity of a file without reading all of it: sha256, hex, of its size and of length-prefixed blocks of 64 KiB from
 * head, middle and tail.
 */
export async function fingerprintAudio(path: string): Promise<string> {
  const { size } = await stat(path);
  const hash = createHash('sha256').update(`${size}\n`);
  const file = await open(path, 'r');
  try {
    for (const start of [0, Math.floor(size / 2), Math.max(0, size - BLOCK)]) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(BLOCK), 0, BLOCK, start);
      hash.update(`${bytesRead}\n`).update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
