import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { failureError } from '#core/failure/result';
import type { SourceFingerprint } from '#contracts/depthAsset';
import type { ModelInput } from '#contracts/modelManifest';
import type { Report } from '#contracts/progress';
import type { Size } from '#contracts/units';
import { fingerprintOf } from '../cache/fingerprint.js';
import { chooseProvider, realTrials } from '../inference/chooseProvider.js';
import { kernelMemory } from '../kernels/kernelMemory.js';
import { probeVideo, type MediaInfo, type VideoTrack } from '../media/probeMedia.js';
import type { InstalledModel } from '../models/modelStore.js';
import { refuseMissingEncoder } from '../output/depthVideo.js';
import { PASSPORT_NAME } from '../output/passportFile.js';
import { isVideo } from '../output/frameFiles.js';
import type { HeadStart } from './headStart.js';
import { jobKeyOf, keepsShape, outputChoice, outputSize, partKeyOf, refuseBadRequest, type Consistency, type DepthRequest, type OutputChoice } from './depthSettings.js';

/** All that is settled before the first frame is read. */
export interface PreparedJob {
  readonly request: DepthRequest;
  readonly info: MediaInfo & { readonly video: VideoTrack };
  readonly model: InstalledModel;
  readonly provider: string;
  /** How the network is fed as listed, where memory has made its pictures smaller. */
  readonly fullInput?: ModelInput | undefined;
  readonly consistency: Consistency;
  /** Tiles along a side that were asked for, 1 for none. */
  readonly tiles: number;
  readonly size: Size;
  readonly output: OutputChoice;
  readonly source: SourceFingerprint;
  readonly jobKey: string;
  /** Key of the larger job that this one is a part of. */
  readonly wholeKey?: string;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/** Settles what a request means here. `head`: begins to load the network as soon as its file is known, and to decode. Throws `usage.invalid`, `environment.addressSpace`, `media.*`, `model.*`, `cancelled`. */
export async function prepareJob(request: DepthRequest, report: Report, signal: AbortSignal, head?: HeadStart): Promise<PreparedJob> {
  refuseBadRequest(request);
  kernelMemory();
  const output = outputChoice(request);
  if (isVideo(output.format)) await refuseMissingEncoder(output.format, request.outFolder);
  const choosing = chooseProvider(request.model, request.provider, report, { ...realTrials, ...(head && !isMade(request) ? { load: (path) => head.load(path) } : {}) });
  // What is wrong with the clip is told first.
  choosing.catch(() => undefined);
  const info = await probeVideo(request.clip);
  head?.decode(info);
  const size = outputSize(request.size, info.video.size);
  const [source, { provider, model }] = await Promise.all([fingerprintOf(request.clip), choosing]);
  const { consistency = 'shot', tiles = 1 } = request;
  if (model.row.input.window && consistency === 'frame') throw failureError('usage.invalid', `${model.row.title} sees several frames at once: leave out --consistency frame`);
  if (model.row.input.window && tiles > 1) throw failureError('usage.invalid', `${model.row.title} sees several frames at once and takes no tiles: leave out --tiles`);
  if (signal.aborted) throw failureError('cancelled');
  if (info.video.hasAlpha) report({ event: 'note', message: 'The clip has transparency: depth is taken from the picture over black.' });
  if (!keepsShape(size, info.video.size)) report({ event: 'note', message: `The depth frames of ${sides(size)} have another shape than the clip's ${sides(info.video.size)}: they are stretched.` });
  return withKeys({ request, info, model, provider, consistency, tiles, size, output, source, report, signal });
}

const sides = ({ width, height }: Size): string => `${width}×${height}`;

/** A finished pass is there, perhaps this very one: then nothing is to be computed. */
const isMade = ({ outFolder }: DepthRequest): boolean => existsSync(join(outFolder, PASSPORT_NAME));

/** The job with its key, and that of the larger job for a part of one. */
export function withKeys(job: Omit<PreparedJob, 'jobKey' | 'wholeKey'>): PreparedJob {
  const { part, frames } = job.request;
  const key = jobKeyOf({ ...job, frames: part ? part.whole : frames });
  return part && frames ? { ...job, wholeKey: key, jobKey: partKeyOf(key, part, frames) } : { ...job, jobKey: key };
}
