import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameIndex } from '#contracts/units';

/** Names of the files of a pass, as FFmpeg and hosts write patterns. */
export const FILE_PATTERN = 'depth_%05d.png';

export function frameFileName(index: FrameIndex): string {
  return `depth_${String(index).padStart(5, '0')}.png`;
}

export function frameFilePath(folder: string, index: FrameIndex): string {
  return join(folder, frameFileName(index));
}

/** The frame that a file name stands for, or nothing for a name that is not one of ours. */
export function frameOfFileName(name: string): FrameIndex | undefined {
  const match = /^depth_(\d{5,})\.png$/.exec(name);
  return match ? Number(match[1]) : undefined;
}

/** Frames whose files are in a folder. A file has its final name only when it is whole. */
export async function framesIn(folder: string): Promise<Set<FrameIndex>> {
  const names = await readdir(folder).catch(() => [] as string[]);
  return new Set(names.map(frameOfFileName).filter((index) => index !== undefined));
}
