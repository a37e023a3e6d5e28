import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DepthPassport } from '#contracts/depthAsset';
import type { FrameRange } from '#contracts/units';
import { FrameScores, type FrameScore } from '../cache/frameScores.js';
import { FRAMES_NAME, type JobFolder } from '../cache/jobFolder.js';
import type { ShownDepths } from '../cache/shownDepths.js';
import { writeFailure } from '../output/atomicFile.js';
import { writeDepthVideo } from '../output/depthVideo.js';
import { framesWith, isVideo, patternOf, picturesOf, type PictureKind } from '../output/frameFiles.js';
import type { FoundShot } from './findShots.js';
import type { PreparedJob } from './prepareJob.js';
import { ProgressMeter } from './progressMeter.js';
import type { RenderAhead } from './renderAhead.js';
import { runRenderPass } from './renderPass.js';
import type { SettleAhead } from './settleAhead.js';

export interface StoredPass {
  readonly folder: JobFolder;
  readonly maps: SettleAhead;
  readonly shots: DepthPassport['shots'];
  readonly hints: readonly FoundShot[];
  readonly frames: FrameRange;
  readonly ahead: RenderAhead;
  /** Takes the small pictures of the report. */
  readonly shown: ShownDepths;
}

interface PlacedPictures {
  readonly kind: PictureKind;
  readonly folder: string;
}

/** Writes all files of a pass whose maps are stored; gives what was measured on each frame. A video is joined from frames in the job's own folder, so that it can be resumed too. */
export async function writePass(job: PreparedJob, pass: StoredPass): Promise<FrameScore[]> {
  const { format } = job.output;
  const { folder, work } = pass.folder;
  const framesFolder = isVideo(format) ? join(work, FRAMES_NAME) : folder;
  const pictures: PlacedPictures[] = picturesOf(job.output).map((kind, i) => ({ kind, folder: i === 0 ? framesFolder : folder }));
  const scores = await FrameScores.open(join(work, 'scores.bin'));
  const measured = await renderPictures(job, { ...pass, scores }, pictures).finally(() => scores.close());
  if (isVideo(format)) await joinVideo(job, pass, framesFolder);
  return measured;
}

async function renderPictures({ info, size, report, request, output }: PreparedJob, pass: StoredPass & { readonly scores: FrameScores }, pictures: readonly PlacedPictures[]): Promise<FrameScore[]> {
  const { maps, shots, frames, hints, scores, ahead, shown } = pass;
  for (const { kind, folder } of pictures) {
    const path = join(folder, patternOf(kind), '..');
    await mkdir(path, { recursive: true }).catch((error: unknown) => Promise.reject(writeFailure(path, error) as Error));
  }
  const { written, finished } = await writtenFrames(pictures, pass);
  const meter = new ProgressMeter(report, 'write', frames.last - frames.first + 1, written.size);
  const { pixelAspect, rate } = info.video;
  await runRenderPass({
    clip: request.clip,
    pictures,
    facts: { pixelAspect, rate },
    dilate: ((output.dilate ?? 0) * size.width) / info.video.size.width,
    maps,
    shots,
    hints,
    scores,
    shown,
    frames,
    written,
    finished,
    ahead,
    onFrame: (index, times) => {
      meter.reach(index - frames.first + 1);
      for (const part of ['refine', 'encode', 'write'] as const) if (times) request.measure?.(part, times[part]);
    },
    onSettled: (milliseconds) => request.measure?.('settle', milliseconds),
  });
  const measured: FrameScore[] = [];
  for (let index = frames.first; index <= frames.last; index++) measured.push((await scores.read(index - frames.first)) ?? { sum: 0, count: 0 });
  return measured;
}

/** Frames of which every file is there, and those of them that were measured and made small. */
async function writtenFrames(pictures: readonly PlacedPictures[], { scores, frames, shown }: Pick<StoredPass, 'frames' | 'shown'> & { readonly scores: FrameScores }): Promise<Record<'written' | 'finished', Set<number>>> {
  const sets = await Promise.all(pictures.map(({ kind, folder }) => framesWith(folder, [kind])));
  const whole = [...sets[0]!].filter((index) => sets.every((set) => set.has(index)));
  const known = await Promise.all(whole.map(async (index) => (await scores.read(index - frames.first)) !== undefined && shown.isDone(index)));
  return { written: new Set(whole), finished: new Set(whole.filter((_, i) => known[i])) };
}

async function joinVideo({ info, size, report, signal, output }: PreparedJob, { folder, frames }: StoredPass, framesFolder: string): Promise<void> {
  const { format } = output;
  if (!isVideo(format)) return;
  const { rate, pixelAspect } = info.video;
  const meter = new ProgressMeter(report, 'video', frames.last - frames.first + 1);
  const onFrame = (index: number): void => meter.reach(index - frames.first + 1);
  await writeDepthVideo({ format, path: join(folder.folder, patternOf(format)), framesFolder, frames, rate, size, pixelAspect, signal, onFrame });
}
