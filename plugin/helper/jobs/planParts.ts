import { thumbnailOf } from '#core/depth/reducePicture';
import { withShotStarts, type Glimpse } from '#core/depth/shotStarts';
import { failureError } from '#core/failure/result';
import type { Report } from '#contracts/progress';
import type { FrameIndex, FrameRange } from '#contracts/units';
import { isVideo } from '../output/frameFiles.js';
import { countedFrames, wholeRange } from './analyseClip.js';
import { analysisFrames, takesSmallPictures } from './analysisFrames.js';
import type { DepthRequest } from './depthSettings.js';
import { openEstimator } from './openEstimator.js';
import { prepareJob, type PreparedJob } from './prepareJob.js';
import { ProgressMeter } from './progressMeter.js';

/** One part of a clip that a machine of its own can do. */
export interface ShardPart {
  readonly frames: FrameRange;
  /** First frames of the shots inside it, its own first frame left out. */
  readonly cuts: readonly FrameIndex[];
}

export interface ShardPlan {
  /** How the networks have to run, so that all machines write the same. */
  readonly provider: string;
  readonly parts: readonly ShardPart[];
}

/**
 * Divides a job at shot boundaries, where nothing is carried over, into at most `count` parts of about one length. Looks at every picture
 * once, without the network. Throws `usage.invalid` for what cannot be divided, and as `prepareJob`.
 */
export async function planParts(request: DepthRequest, count: number, report: Report, signal: AbortSignal): Promise<ShardPlan> {
  if (request.consistency === 'clip') throw failureError('usage.invalid', 'Parts made apart cannot share one range: leave out --consistency clip');
  if (request.format !== undefined && isVideo(request.format)) throw failureError('usage.invalid', 'A video cannot be made in parts: make the parts in another format');
  const job = await prepareJob(request, report, signal);
  const starts = await shotStarts(job);
  return { provider: job.provider, parts: divide(starts.frames, starts.cuts, count) };
}

async function shotStarts(job: PreparedJob): Promise<{ readonly frames: FrameRange; readonly cuts: readonly FrameIndex[] }> {
  const { info, report, consistency } = job;
  const range = wholeRange(job.request);
  const meter = new ProgressMeter(report, 'shots', countedFrames(job));
  const cuts: FrameIndex[] = [];
  let last = range.first - 1;
  for await (const { frame, cut } of withShotStarts(glimpses(job, range), { alone: consistency === 'frame' })) {
    if (cut) cuts.push(frame.index);
    last = frame.index;
    meter.reach(last - range.first + 1);
  }
  if (last < range.first) throw failureError('usage.invalid', `${info.path} has no frame ${range.first}`);
  return { frames: { first: range.first, last }, cuts };
}

async function* glimpses(job: PreparedJob, range: FrameRange): AsyncGenerator<Glimpse> {
  const mapSize = takesSmallPictures(job.model.row) ? await mapSizeOf(job) : job.info.video.size;
  for await (const frame of analysisFrames(job, mapSize, range)) yield { index: frame.index, thumbnail: thumbnailOf(frame) };
}

async function mapSizeOf(job: PreparedJob): Promise<PreparedJob['size']> {
  const estimator = await openEstimator(job);
  await estimator.close();
  return estimator.mapSize;
}

/** Ends each part at the cut that lies nearest to its even share. */
export function divide({ first, last }: FrameRange, cuts: readonly FrameIndex[], count: number): ShardPart[] {
  const starts: FrameIndex[] = [first];
  for (let k = 1; k < count; k++) {
    const wanted = first + (k * (last - first + 1)) / count;
    const free = cuts.filter((cut) => cut > starts.at(-1)!);
    const nearest = free.reduce<FrameIndex | undefined>((best, cut) => (best === undefined || Math.abs(cut - wanted) < Math.abs(best - wanted) ? cut : best), undefined);
    if (nearest !== undefined) starts.push(nearest);
  }
  return starts.map((start, i) => {
    const frames = { first: start, last: (starts[i + 1] ?? last + 1) - 1 };
    return { frames, cuts: cuts.filter((cut) => cut > frames.first && cut <= frames.last) };
  });
}
