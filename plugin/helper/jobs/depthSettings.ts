import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFINE_VERSION } from '#core/depth/edgeRefine';
import { PREPARE_VERSION } from '#core/depth/preprocess';
import { STABILISER_VERSION } from '#core/depth/stabiliser';
import { TILES_VERSION } from '#core/depth/tileBlend';
import { MOST_TILES } from '#core/depth/tileLayout';
import { failureError } from '#core/failure/result';
import type { Picture } from '#contracts/picture';
import type { CompanionKind, DepthFormat, DepthSlice, SourceFingerprint } from '#contracts/depthAsset';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import { hashOfFields } from '../cache/fingerprint.js';
import type { KeptNetwork } from '../inference/keptNetwork.js';
import type { InstalledModel } from '../models/modelStore.js';
import { LONGEST_SIDE } from '../media/probeMedia.js';
import { projectRoot } from '../media/projectRoot.js';

export type Consistency = 'clip' | 'shot' | 'frame';

/** What a caller asks of a depth job. */
export interface DepthRequest {
  readonly clip: string;
  readonly outFolder: string;
  /** Id of the registry, or the path of an .onnx file; absent: the bundled network. */
  readonly model?: string;
  /** Source frames, inclusive; absent: all. */
  readonly frames?: FrameRange;
  readonly size?: 'native' | 'half' | Size;
  /** `cpu`, `webgpu`, `dml`, `coreml`, `cuda`; absent: the best that gives the processor's results here. */
  readonly provider?: string;
  /**
   * What keeps its meaning: `shot` (default) steadies over time and gives each shot its own range; `clip` gives all shots one range, for footage
   * of one scene; `frame` takes every frame alone, as the network gave it, for stills that only look like a clip.
   */
  readonly consistency?: Consistency;
  /** Tiles along a side that the network sees of each picture besides the whole, for the detail of large pictures, 1 (none) to 4; absent: 1. */
  readonly tiles?: number;
  /** How the depth is written; absent: 16-bit PNG. */
  readonly format?: DepthFormat;
  /** Other passes of the same frames. */
  readonly companions?: readonly CompanionKind[];
  /** What the matte pass shows, in file values; absent: the foreground of each shot. */
  readonly matte?: DepthSlice;
  /** Pixels of the upright source picture by which what is near grows over what is behind it, in all passes, 0 to 100; absent: 0. */
  readonly dilate?: number;
  /** This is one of several parts of a larger job, made apart and merged later; `frames` has to be given. */
  readonly part?: PartOfJob;
  /** The process does nothing beside this job: its threads may give way to a large network's, for good. */
  readonly ownProcess?: boolean;
  /** Networks that stay loaded from job to job, in a process that is asked for several. */
  readonly kept?: KeptNetwork;
  /** Given a small picture of the newest map now and then while the network works. */
  readonly onPicture?: (picture: Picture) => void;
  /** For measuring: told the time that each part of the work took for a frame, milliseconds of one thread (of all for `network`). */
  readonly measure?: (part: WorkPart, milliseconds: number) => void;
}

export interface PartOfJob {
  /** 1 to `count`. */
  readonly index: number;
  readonly count: number;
  /** Frames of the larger job as they were asked for; absent: the whole clip. */
  readonly whole?: FrameRange;
  /** First frames of the shots inside this part. */
  readonly cuts: readonly FrameIndex[];
}

/** Parts of the work on one frame, in the order they come. */
export type WorkPart = 'prepare' | 'network' | 'steady' | 'store' | 'settle' | 'refine' | 'encode' | 'write';

/** Size of the files for a request. Throws `usage.invalid`. */
export function outputSize(wanted: DepthRequest['size'], source: Size): Size {
  if (wanted === undefined || wanted === 'native') return source;
  if (wanted === 'half') return { width: Math.max(1, Math.round(source.width / 2)), height: Math.max(1, Math.round(source.height / 2)) };
  const fits = [wanted.width, wanted.height].every((side) => Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE);
  if (!fits) throw failureError('usage.invalid', `A size of ${wanted.width}x${wanted.height} cannot be made`);
  return wanted;
}

/** Whether a size has the source's shape, but for rounding: one side is within a pixel of what the other one asks for. */
export function keepsShape({ width, height }: Size, source: Size): boolean {
  return Math.abs((width * source.height) / source.width - height) <= 1 || Math.abs((height * source.width) / source.height - width) <= 1;
}

/** Most pixels that what is near grows by: beyond it a pass is no depth any more, and takes long. */
const MOST_DILATION = 100;

/** Throws `usage.invalid` for a range that no clip has, for a slice that is none, and for numbers out of bounds. */
export function refuseBadRequest({ frames, matte, dilate = 0, tiles = 1, part }: DepthRequest): void {
  if (part && (!frames || part.index < 1 || part.index > part.count)) throw failureError('usage.invalid', `Part ${part.index} of ${part.count} needs its frames`);
  if (matte && !(matte.far >= 0 && matte.near <= 1 && matte.far <= matte.near && matte.softness >= 0 && matte.softness <= 1)) {
    throw failureError('usage.invalid', `A matte from ${matte.far} to ${matte.near} with softness ${matte.softness} is no slice of depth`);
  }
  if (!(dilate >= 0 && dilate <= MOST_DILATION)) throw failureError('usage.invalid', `What is near cannot grow by ${dilate} pixels: 0 to ${MOST_DILATION}`);
  if (!(Number.isInteger(tiles) && tiles >= 1 && tiles <= MOST_TILES)) throw failureError('usage.invalid', `There cannot be ${tiles} tiles along a side: 1 (none) to ${MOST_TILES}`);
  if (!frames) return;
  const good = Number.isSafeInteger(frames.first) && Number.isSafeInteger(frames.last) && frames.first >= 0 && frames.last >= frames.first;
  if (!good) throw failureError('usage.invalid', `Frames ${frames.first}-${frames.last} are not a range`);
}

/** Versions of everything whose change would change the pictures. */
export function depthVersions(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string };
  return { depthbeat: version, prepare: PREPARE_VERSION, stabiliser: STABILISER_VERSION, refine: REFINE_VERSION, tiles: TILES_VERSION };
}

export interface JobIdentity {
  readonly source: SourceFingerprint;
  readonly model: InstalledModel;
  readonly provider: string;
  readonly size: Size;
  readonly frames: FrameRange | undefined;
  readonly consistency: Consistency;
  readonly tiles: number;
  readonly output: OutputChoice;
}

/** What a job writes, settled. */
export interface OutputChoice {
  readonly format: DepthFormat;
  readonly companions: readonly CompanionKind[];
  readonly matte?: DepthSlice | 'subject';
  /** Absent for 0, so that the job is the same as before there was this choice. */
  readonly dilate?: number;
}


/** Companions are put in one order, so that the same wish in other words is the same job. */
export function outputChoice({ format = 'png', companions = [], matte, dilate = 0 }: DepthRequest): OutputChoice {
  const sorted = [...new Set(companions)].sort();
  return { format, companions: sorted, ...(sorted.includes('matte') ? { matte: matte ?? 'subject' } : {}), ...(dilate > 0 ? { dilate } : {}) };
}

/** The key of a part: another part, or the same with other shots, is another job. `wholeKey`: that of the larger job. */
export function partKeyOf(wholeKey: string, { index, count, cuts }: PartOfJob, frames: FrameRange): string {
  return hashOfFields([wholeKey, `${index}/${count}`, `${frames.first}-${frames.last}`, cuts.join(',')]);
}

/** Two jobs with one key write the same files: the source's content and age, network, provider, size, range, versions. */
export function jobKeyOf({ source, model, provider, size, frames, consistency, tiles, output }: JobIdentity): string {
  const range = frames ? `${frames.first}-${frames.last}` : 'all';
  const versions = depthVersions();
  const fed = JSON.stringify([model.row.input, model.row.output]);
  // Nothing is said of tiles without any, so that such a job stays the same whatever becomes of them.
  const tiling = tiles > 1 ? [`${tiles}`, versions['tiles']!] : [];
  return hashOfFields([source.sha256, String(source.bytes), model.sha256, fed, provider, `${size.width}x${size.height}`, range, consistency, JSON.stringify(output), versions['prepare']!, versions['stabiliser']!, versions['refine']!, ...tiling]);
}
