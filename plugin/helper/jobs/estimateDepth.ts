import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FailureError, failureError } from '#core/failure/result';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import type { FrameRange } from '#contracts/units';
import { fingerprintOf } from '../cache/fingerprint.js';
import { takeJobFolder, type JobFolder } from '../cache/jobFolder.js';
import type { FrameScore } from '../cache/frameScores.js';
import { MapStore } from '../cache/mapStore.js';
import { RawRing } from '../cache/rawRing.js';
import { PASSPORT_NAME, readPassport, writePassport } from '../output/passportFile.js';
import { REPORT_NAME } from '../output/reportFile.js';
import { framesWith, isVideo, patternOf, picturesOf } from '../output/frameFiles.js';
import { keepsCoresBusy } from '../inference/loadAhead.js';
import { giveWay } from '../workers/giveWay.js';
import { analyseClip, countedFrames, wholeRange } from './analyseClip.js';
import { AnalysisPictures } from './analysisFrames.js';
import type { DepthRequest } from './depthSettings.js';
import { describeShots } from './describeShots.js';
import { findShots } from './findShots.js';
import { leastSpace, spaceNote } from './freeSpace.js';
import { HeadStart } from './headStart.js';
import { beginReport, reportShots } from './reportShots.js';
import { meanScores } from './meanScores.js';
import { openEstimator, type JobEstimator } from './openEstimator.js';
import { passportOf } from './passportOf.js';
import { prepareJob, type PreparedJob } from './prepareJob.js';
import { RenderAhead } from './renderAhead.js';
import { SettleAhead } from './settleAhead.js';
import { smallerJob } from './smallerJob.js';
import { writePass } from './writePass.js';

export type { DepthRequest } from './depthSettings.js';

/**
 * Makes a depth pass: `depth_00000.png …`, `report.html` and `passport.json` in a folder of its own (contracts/depthAsset).
 *
 * Two passes over the clip, memory bounded by a few frames: the first runs the network, finds cuts and steadies scale, shift and
 * noise over time; the second, knowing each shot's whole range, brings every map to full size and writes it. An identical finished job
 * returns at once; a killed or cancelled one goes on where it stopped and ends with the same bytes as an uninterrupted one.
 * A network that does not fit into memory is fed smaller pictures, and in the end run on the processor; both are said.
 * Throws FailureError: `media.*`, `model.*`, `inference.*`, `output.*`, `usage.invalid`, `cancelled`.
 */
export async function estimateDepth(request: DepthRequest, report: Report, signal: AbortSignal): Promise<DepthPassport> {
  const head = new HeadStart(wholeRange(request), signal, request.kept);
  try {
    return await runFitting(await prepareJob(request, report, signal, head), head);
  } finally {
    await head.close();
  }
}

async function runFitting(whole: PreparedJob, head: HeadStart): Promise<DepthPassport> {
  for (let job = whole; ; ) {
    try {
      return await runPrepared(job, head);
    } catch (error) {
      const smaller = isOutOfMemory(error) ? await smallerJob(job) : undefined;
      if (!smaller || job.signal.aborted) throw error;
      job.report({ event: 'note', message: smaller.note });
      job = smaller.job;
    }
  }
}

const isOutOfMemory = (error: unknown): boolean => error instanceof FailureError && error.failure.code === 'inference.outOfMemory';

async function runPrepared(job: PreparedJob, head: HeadStart): Promise<DepthPassport> {
  const { request, report, signal } = job;
  const before = await earlierPass(job);
  if (before?.whole) {
    report({ event: 'note', message: `${request.outFolder} already holds this depth pass.` });
    sayEarlyEnd(job, before.passport.frames);
    return before.passport;
  }
  const folder = await takeJobFolder(request.outFolder, job.jobKey, before !== undefined);
  try {
    const passport = await runJob(job, { folder, head });
    await folder.clear(false);
    sayEarlyEnd(job, passport.frames);
    report({ event: 'file', role: 'passport', path: join(folder.folder, PASSPORT_NAME) });
    report({ event: 'file', role: 'report', path: join(folder.folder, REPORT_NAME) });
    return passport;
  } catch (error) {
    const cause = await causeOf(job, error);
    if (isHopeless(cause)) await folder.clear(true);
    else await folder.release();
    if (signal.aborted) throw failureError('cancelled');
    throw cause;
  }
}

/** Frames that were asked for and are not there are no fault, but whoever counts on them is told. */
function sayEarlyEnd({ request, report }: PreparedJob, { first, last }: FrameRange): void {
  if (request.frames === undefined || last >= request.frames.last) return;
  const made = first === last ? `frame ${last} alone is made` : `frames ${first} to ${last} are made`;
  report({ event: 'note', message: `The clip ends at frame ${last}: ${made}.` });
}

/** A finished pass of the same job in the folder, and whether all its files are still there. */
async function earlierPass({ request, jobKey, output }: PreparedJob): Promise<{ readonly passport: DepthPassport; readonly whole: boolean } | undefined> {
  const passport = await readPassport(request.outFolder).catch(() => undefined);
  if (passport?.jobKey !== jobKey) return undefined;
  const { format, companions } = output;
  const hasVideo = !isVideo(format) || (await stat(join(request.outFolder, patternOf(format))).catch(() => undefined))?.isFile() === true;
  const kinds = isVideo(format) ? companions : [format, ...companions];
  const written = await framesWith(request.outFolder, kinds);
  let whole = hasVideo;
  for (let index = passport.frames.first; index <= passport.frames.last && kinds.length > 0; index++) whole &&= written.has(index);
  return { passport, whole };
}

/** Failures after which going on is impossible: nothing of the job stays. A clip that is gone may come back with its drive. */
function isHopeless(error: unknown): boolean {
  return error instanceof FailureError && /^(media|model|usage)\./.test(error.failure.code) && error.failure.code !== 'media.missing';
}

/** What a failure came from: to a decoder, a clip that was written over, replaced or deleted under it is a damaged one. */
async function causeOf(job: PreparedJob, error: unknown): Promise<unknown> {
  if (!(error instanceof FailureError) || !/^media\.(truncated|unreadable)$/.test(error.failure.code)) return error;
  return refuseChangedSource(job).then(
    () => error,
    (cause: unknown) => cause,
  );
}

async function runJob(job: PreparedJob, { folder, head }: { readonly folder: JobFolder; readonly head: HeadStart }): Promise<DepthPassport> {
  const pictures = new AnalysisPictures(job, head);
  pictures.begin(wholeRange(job.request));
  const estimator = await openEstimator(job, { spare: pictures.spare, loading: head.loading }).catch(async (error: unknown) => {
    await pictures.close();
    throw error;
  });
  job.report({ event: 'begun', model: job.model.row.id, provider: job.provider });
  if (estimator.tiles < job.tiles) job.report({ event: 'note', message: fewerTiles(job, estimator) });
  const crowded = await spaceNote(folder.folder, leastSpace(job, estimator.mapSize, countedFrames(job)));
  if (crowded !== undefined) job.report({ event: 'note', message: crowded });
  const [path, size] = [join(folder.work, 'maps.bin'), estimator.mapSize];
  const opened = Promise.all([MapStore.open(path, size), RawRing.open(join(folder.work, 'waiting.bin'), size)]);
  const [store, ring] = await opened.catch(async (error: unknown) => {
    await Promise.all([estimator.close(), pictures.close()]);
    throw error;
  });
  const isBusy = keepsCoresBusy(job.model.path, job.provider);
  // The network's threads are there, and keep their priority.
  if (isBusy && job.request.ownProcess) for (const thread of head.threads) giveWay(thread);
  const ahead = new RenderAhead(job, isBusy);
  const first = wholeRange(job.request).first;
  const maps = new SettleAhead({ path, size, first }, () => store.settle(), isBusy);
  let closing: Promise<unknown> = Promise.resolve();
  try {
    await analyseClip(job, { estimator, pictures, store, ring, ahead, maps, work: folder.work }).finally(() => {
      // Giving back a large network's memory takes as long as some frames, beside which the second pass begins.
      closing = Promise.all([estimator.close(), pictures.close(), ring.close()]);
      // What goes wrong is told where it is waited for.
      closing.catch(() => undefined);
    });
    if (store.count === 0) throw failureError('usage.invalid', `${job.info.path} has no frame ${first}`);
    const metric = job.model.row.output.semantics === 'metric';
    const found = await findShots(store, first, job.consistency === 'clip');
    const described = describeShots(found.map(({ shot }) => shot), { metric, ...(job.output.matte ? { matte: job.output.matte } : {}) });
    const frames = { first, last: first + store.count - 1 };
    const isForeseen = maps.isForeseen;
    await maps.know(described);
    if (!isForeseen) ahead.rehearse(picturesOf(job.output), size);
    const { shown, strips } = await beginReport(job, { store, shots: described, work: folder.work });
    const scores = await writePass(job, { folder, maps, shots: described, hints: found, frames, ahead, shown });
    const scoresOf = (shot: FrameRange): readonly FrameScore[] => scores.slice(shot.first - first, shot.last - first + 1);
    const shots = described.map((shot, i) => ({ ...shot, quality: { ...found[i]!.quality, ...meanScores(scoresOf(shot)) } }));
    await refuseChangedSource(job);
    const passport = passportOf(job, { frames, shots, inputSize: estimator.fedSize, tiles: estimator.tiles });
    await reportShots(job, { folder: folder.folder, passport, store, scores, strips: await strips });
    await writePassport(folder.folder, passport);
    return passport;
  } finally {
    await Promise.all([closing, store.close(), ahead.close(), maps.close()]);
  }
}

function fewerTiles({ model, info }: PreparedJob, { tiles, fedSize }: JobEstimator): string {
  const { width, height } = info.video.size;
  const instead = tiles === 1 ? 'none: it is taken as a whole' : `${tiles}×${tiles}`;
  return `A picture of ${width}×${height} gives ${model.row.title} fewer tiles of ${fedSize.width}×${fedSize.height} than were asked for, ${instead}.`;
}

/** Throws `media.changed`, and as `fingerprintOf`. */
async function refuseChangedSource({ request, source }: PreparedJob): Promise<void> {
  const now = await fingerprintOf(request.clip);
  if (now.sha256 !== source.sha256 || now.modifiedMilliseconds !== source.modifiedMilliseconds) throw failureError('media.changed', request.clip);
}
