import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompanionKind, DepthFormat, FrameFormat } from '#contracts/depthAsset';
import type { FrameIndex } from '#contracts/units';

/** What one picture file of a pass holds. */
export type PictureKind = FrameFormat | CompanionKind;

export const companionKinds: readonly CompanionKind[] = ['push', 'matte', 'false-colour'];

const EXTENSIONS: { readonly [Format in DepthFormat]: string } = { png: 'png', png8: 'png', tiff: 'tif', 'exr-half': 'exr', 'exr-float': 'exr', prores: 'mov', ffv1: 'mkv' };

export const bitDepths: { readonly [Format in DepthFormat]: 8 | 10 | 16 | 32 } = { png: 16, png8: 8, tiff: 16, 'exr-half': 16, 'exr-float': 32, prores: 10, ffv1: 16 };

export const isVideo = (format: DepthFormat): format is 'prores' | 'ffv1' => format === 'prores' || format === 'ffv1';

const isCompanion = (kind: PictureKind): kind is CompanionKind => (companionKinds as readonly string[]).includes(kind);

/** Pictures that are made of each frame: a video is joined from them in the end. */
export const picturesOf = ({ format, companions }: { readonly format: DepthFormat; readonly companions: readonly CompanionKind[] }): readonly PictureKind[] => [isVideo(format) ? 'png' : format, ...companions];

/** Path of a kind's files below the pass, as FFmpeg and hosts write patterns. Companions lie in folders of their own. */
export function patternOf(kind: DepthFormat | CompanionKind): string {
  if (kind === 'prores' || kind === 'ffv1') return `depth.${EXTENSIONS[kind]}`;
  return isCompanion(kind) ? `${kind}/${kind}_%05d.png` : `depth_%05d.${EXTENSIONS[kind]}`;
}

/** Path of one frame's file below the pass, with the folder's own kind of slash left to `join`. */
export function frameFileName(index: FrameIndex, kind: PictureKind = 'png'): string {
  return patternOf(kind).replace('%05d', String(index).padStart(5, '0'));
}

export function frameFilePath(folder: string, index: FrameIndex, kind: PictureKind = 'png'): string {
  return join(folder, frameFileName(index, kind));
}

/** The frame that a file name of a depth frame or a companion's stands for, or nothing for a name that is not one of ours. */
export function frameOfFileName(name: string): FrameIndex | undefined {
  const match = /^(?:depth_(\d{5,})\.(?:png|tif|exr)|(?:push|matte|false-colour)_(\d{5,})\.png)$/.exec(name);
  return match ? Number(match[1] ?? match[2]) : undefined;
}

/** Frames whose depth files are in a folder, with their names. A file has its final name only when it is whole. */
export async function framesIn(folder: string): Promise<Map<FrameIndex, string>> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const frames = new Map<FrameIndex, string>();
  for (const name of names) {
    const index = name.startsWith('depth_') ? frameOfFileName(name) : undefined;
    if (index !== undefined) frames.set(index, name);
  }
  return frames;
}

/** Frames of which every one of these kinds is there. */
export async function framesWith(folder: string, kinds: readonly PictureKind[]): Promise<Set<FrameIndex>> {
  const sets = await Promise.all(
    kinds.map(async (kind) => {
      const below = isCompanion(kind) ? join(folder, kind) : folder;
      const names = new Set(await readdir(below).catch(() => [] as string[]));
      return new Set([...names].map(frameOfFileName).filter((index): index is FrameIndex => index !== undefined && names.has(frameFileName(index, kind).split('/').at(-1)!)));
    }),
  );
  const [first = new Set<FrameIndex>(), ...others] = sets;
  return new Set([...first].filter((index) => others.every((set) => set.has(index))));
}
