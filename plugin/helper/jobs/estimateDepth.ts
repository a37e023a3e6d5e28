import { join } from 'node:path';
import { FailureError, failureError } from '#core/failure/result';
import { framesPerSecond } from '#core/time/frameRate';
import type { DepthPassport, SourceFingerprint } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import type { FrameRange, Size } from '#contracts/units';
import { fingerprintOf } from '../cache/fingerprint.js';
import { takeJobFolder, type JobFolder } from '../cache/jobFolder.js';
import { MapStore } from '../cache/mapStore.js';
import { openFrames } from '../frames/ffmpegFrames.js';
import { openDepthEstimator, type DepthEstimator } from '../inference/depthEstimator.js';
import { probeVideo, type MediaInfo, type VideoTrack } from '../media/probeMedia.js';
import { resolveModel, type InstalledModel } from '../models/modelStore.js';
import { PASSPORT_NAME, readPassport, writePassport } from '../output/passportFile.js';
import { FILE_PATTERN, framesIn } from '../output/png16Sequence.js';
import { runAnalysisPass } from './analysisPass.js';
import { depthVersions, jobKeyOf, outputSize, refuseBadRange, type Consistency, type DepthRequest } from './depthSettings.js';
import { findShots } from './findShots.js';
import { ProgressMeter } from './progressMeter.js';
import { runRenderPass } from './renderPass.js';

export type { DepthRequest } from './depthSettings.js';

/** All that is settled before the first frame is read. */
interface Prepared {
  readonly request: DepthRequest;
  readonly info: MediaInfo & { readonly video: VideoTrack };
  readonly model: InstalledModel;
  readonly provider: string;
  readonly consistency: Consistency;
  readonly size: Size;
  readonly source: SourceFingerprint;
  readonly jobKey: string;
  readonly report: Report;
  readonly signal: AbortSignal;
}

/**
 * Makes a depth pass: `depth_00000.png …` and `passport.json` in a folder of its own (contracts/depthAsset).
 *
 * Two passes over the clip, memory bounded by a few frames: the first runs the network, finds cuts and steadies scale, shift and
 * noise over time; the second, knowing each shot's whole range, brings every map to full size and writes it. An identical finished job
 * returns at once; a killed or cancelled one goes on where it stopped and ends with the same bytes as an uninterrupted one.
 * Throws FailureError: `media.*`, `model.*`, `inference.*`, `output.*`, `usage.invalid`, `cancelled`.
 */
export async function estimateDepth(request: DepthRequest, report: Report, signal: AbortSignal): Promise<DepthPassport> {
  const job = await prepare(request, report, signal);
  const before = await earlierPass(job);
  if (before?.whole) {
    report({ event: 'note', message: `${request.outFolder} already holds this depth pass.` });
    return before.passport;
  }
  const folder = await takeJobFolder(request.outFolder, job.jobKey, before !== undefined);
  try {
    const passport = await runJob(job, folder);
    await folder.clear(false);
    report({ event: 'file', role: 'passport', path: join(folder.folder, PASSPORT_NAME) });
    return passport;
  } catch (error) {
    if (isHopeless(error)) await folder.clear(true);
    else await folder.release();
    if (signal.aborted) throw failureError('cancelled');
    throw error;
  }
}

async function prepare(request: DepthRequest, report: Report, signal: AbortSignal): Promise<Prepared> {
  refuseBadRange(request.frames);
  const info = await probeVideo(request.clip);
  const size = outputSize(request.size, info.video.size);
  const [source, model] = await Promise.all([fingerprintOf(request.clip), resolveModel(request.model)]);
  const { provider = 'cpu', consistency = 'shot' } = request;
  if (signal.aborted) throw failureError('cancelled');
  if (info.video.hasAlpha) report({ event: 'note', message: 'The clip has transparency: depth is taken from the picture over black.' });
  const jobKey = jobKeyOf({ source, model, provider, size, frames: request.frames, consistency });
  return { request, info, model, provider, consistency, size, source, jobKey, report, signal };
}

/** A finished pass of the same job in the folder, and whether all its files are still there. */
async function earlierPass({ request, jobKey }: Prepared): Promise<{ readonly passport: DepthPassport; readonly whole: boolean } | undefined> {
  const passport = await readPassport(request.outFolder).catch(() => undefined);
  if (passport?.jobKey !== jobKey) return undefined;
  const written = await framesIn(request.outFolder);
  let whole = true;
  for (let index = passport.frames.first; index <= passport.frames.last; index++) whole &&= written.has(index);
  return { passport, whole };
}

/** Failures after which going on is impossible: nothing of the job stays. */
function isHopeless(error: unknown): boolean {
  return error instanceof FailureError && /^(media|model|usage)\./.test(error.failure.code);
}

async function runJob(job: Prepared, folder: JobFolder): Promise<DepthPassport> {
  const estimator = await openEstimator(job);
  const store = await MapStore.open(join(folder.work, 'maps.bin'), estimator.mapSize).catch(async (error: unknown) => {
    await estimator.close();
    throw error;
  });
  try {
    await analyse(job, estimator, store).finally(() => estimator.close());
    const first = job.request.frames?.first ?? 0;
    if (store.count === 0) throw failureError('usage.invalid', `${job.info.path} has no frame ${first}`);
    const shots = await findShots(store, first, job.consistency === 'clip');
    const frames = { first, last: first + store.count - 1 };
    await render(job, { folder, store, shots, frames });
    await refuseChangedSource(job);
    const passport = passportOf(job, frames, shots, estimator.mapSize);
    await writePassport(folder.folder, passport);
    return passport;
  } finally {
    await store.close();
  }
}

function openEstimator({ model, provider, info }: Prepared): Promise<DepthEstimator> {
  const { size, pixelAspect } = info.video;
  const seenSize = { width: Math.max(1, Math.round(size.width * pixelAspect)), height: size.height };
  return openDepthEstimator({ model, provider, seenSize });
}

async function analyse({ request, info, model, report, signal, consistency }: Prepared, estimator: DepthEstimator, store: MapStore): Promise<void> {
  const first = request.frames?.first ?? 0;
  const last = request.frames?.last ?? Number.MAX_SAFE_INTEGER;
  const known = knownFrames(info);
  const end = known === undefined ? last : Math.min(last, known - 1);
  if (first + store.count > end) return;
  const meter = new ProgressMeter(report, 'depth', end === Number.MAX_SAFE_INTEGER ? 0 : end - first + 1, store.count);
  const range = { first: first + store.count, last };
  // A network that averages boxes gets its small picture from the decoder, which is quicker at that than a script.
  const small = model.row.input.interpolation === 'area' && model.row.input.padding !== 'reflectRoot';
  const frames = openFrames(info, { range, signal, ...(small ? { size: estimator.mapSize } : {}) });
  await runAnalysisPass({ frames, estimator, store, first, alone: consistency === 'frame', onFrame: (done) => meter.reach(done), measure: request.measure });
}

/** Frames the clip has, as far as its index says so; an estimate for files without one. */
function knownFrames({ video, duration }: Prepared['info']): number | undefined {
  if (video.still) return 1;
  if (video.promisedFrames !== undefined) return video.promisedFrames;
  const length = video.duration ?? duration;
  return length === undefined ? undefined : Math.ceil(length * framesPerSecond(video.rate)) + 1;
}

interface Rendering {
  readonly folder: JobFolder;
  readonly store: MapStore;
  readonly shots: DepthPassport['shots'];
  readonly frames: FrameRange;
}

async function render({ info, size, report, signal, request }: Prepared, { folder, store, shots, frames }: Rendering): Promise<void> {
  const written = await framesIn(folder.folder);
  const meter = new ProgressMeter(report, 'write', frames.last - frames.first + 1, written.size);
  await runRenderPass({
    folder: folder.folder,
    store,
    shots,
    frames,
    written,
    openGuide: (range) => openFrames(info, { range, size, channels: 1, signal }),
    onFrame: (index, times) => {
      meter.reach(index - frames.first + 1);
      for (const part of ['refine', 'encode', 'write'] as const) if (times) request.measure?.(part, times[part]);
    },
  });
}

async function refuseChangedSource({ request, source }: Prepared): Promise<void> {
  const now = await fingerprintOf(request.clip);
  if (now.sha256 !== source.sha256 || now.modifiedMilliseconds !== source.modifiedMilliseconds) throw failureError('media.changed', request.clip);
}

function passportOf(job: Prepared, frames: FrameRange, shots: DepthPassport['shots'], inputSize: Size): DepthPassport {
  const { info, model } = job;
  return {
    schema: 'depthbeat.depthPassport',
    version: 1,
    complete: true,
    jobKey: job.jobKey,
    frames,
    frameRate: info.video.rate,
    size: job.size,
    sourceSize: info.video.size,
    pixelAspect: info.video.pixelAspect,
    timing: info.video.timing,
    filePattern: FILE_PATTERN,
    bitDepth: 16,
    polarity: 'whiteIsNear',
    cuts: shots.slice(1).map(({ first }) => first),
    shots,
    model: { id: model.row.id, sha256: model.sha256, inputSize },
    provider: job.provider,
    source: job.source,
    settings: { consistency: job.consistency, mirror: model.row.input.mirror ?? false, deinterlaced: info.video.interlaced, alphaOverBlack: info.video.hasAlpha },
    versions: depthVersions(),
  };
}
