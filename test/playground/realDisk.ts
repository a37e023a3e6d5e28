import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FakeDisk } from '../host/fakeAfterEffects/files.js';

const sequenceName = /^(.*?)(\d+)(\.png)$/;

/** Width and height out of a PNG's header. */
function pngSize(path: string): { readonly width: number; readonly height: number } {
  const head = readFileSync(path).subarray(0, 24);
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}

/** The numbered files that begin with this one, as After Effects would import them. */
function sequenceFrom(path: string): { readonly frames: number; readonly width: number; readonly height: number } | undefined {
  const [, stem, digits, ending] = sequenceName.exec(basename(path)) ?? [];
  if (digits === undefined || !existsSync(path)) return undefined;
  const names = new Set(readdirSync(dirname(path)));
  let frames = 0;
  while (names.has(`${stem}${String(Number(digits) + frames).padStart(digits.length, '0')}${ending}`)) frames++;
  return { frames, ...pngSize(path) };
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

class RealTexts extends Map<string, string> {
  override has(path: string): boolean {
    return isFile(path);
  }

  override get(path: string): string | undefined {
    return isFile(path) ? readFileSync(path, 'utf8') : undefined;
  }
}

class RealSequences extends Map<string, { readonly frames: number; readonly width: number; readonly height: number }> {
  override has(path: string): boolean {
    return sequenceFrom(path) !== undefined;
  }

  override get(path: string): { readonly frames: number; readonly width: number; readonly height: number } | undefined {
    return sequenceFrom(path);
  }
}

/** This machine's disk, for a pretended After Effects that works on real files. */
export function realDisk(): FakeDisk {
  return { texts: new RealTexts(), sequences: new RealSequences(), list: (folder) => readdirSync(folder).map((name) => join(folder, name)) };
}
