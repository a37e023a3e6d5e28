import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function bytesBelow(path: string): number {
  const status = statSync(path);
  if (!status.isDirectory()) return status.size;
  return readdirSync(path).reduce((sum, name) => sum + bytesBelow(join(path, name)), 0);
}

export const printMegabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** One line per part of the package, largest first. */
export function listSizes(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => ({ name, bytes: bytesBelow(join(folder, name)) }))
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => `${printMegabytes(bytes).padStart(10)}  ${name}`);
}
