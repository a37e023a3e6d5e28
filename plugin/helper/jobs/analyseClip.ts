import { framesPerSecond } from '#core/time/frameRate';
import type { FrameRange } from '#contracts/units';
import type { MapStore } from '../cache/mapStore.js';
import type { RawRing } from '../cache/rawRing.js';
import type { FrameSource } from '../frames/frameSource.js';
import type { DepthEstimate } from '../inference/depthEstimator.js';
import { mapPictures } from '../pictures/mapPictures.js';
import type { AnalysisPictures } from './analysisFrames.js';
import { runAnalysisPass } from './analysisPass.js';
import type { DepthRequest } from './depthSettings.js';
import type { JobEstimator } from './openEstimator.js';
import type { PreparedJob } from './prepareJob.js';
import { ProgressMeter } from './progressMeter.js';
import type { RenderAhead } from './renderAhead.js';
import type { SettleAhead } from './settleAhead.js';

/** What the first pass works with. */
export interface Analysis {
  readonly estimator: JobEstimator;
  readonly pictures: AnalysisPictures;
  readonly store: MapStore;
  readonly ring: RawRing;
  readonly ahead: RenderAhead;
  readonly maps: SettleAhead;
  /** Folder of the job's own state. */
  readonly work: string;
}

/** All frames that were asked for; an end beyond the clip's means that one. */
export const wholeRange = ({ frames }: DepthRequest): FrameRange => ({ first: frames?.first ?? 0, last: frames?.last ?? Number.MAX_SAFE_INTEGER });

/** The first pass: the network's maps, cut into shots and steadied, into the store. */
export async function analyseClip(job: PreparedJob, { estimator, pictures, store, ring, ahead, maps, work }: Analysis): Promise<void> {
  const { request, info, report, consistency } = job;
  const { first, last } = wholeRange(job.request);
  const known = knownFrames(info);
  const end = lastAsked(job);
  const meter = new ProgressMeter(report, 'depth', countedFrames(job), store.count);
  const cuts = request.part && new Set(request.part.cuts);
  const { before, shotStart } = await store.readEnd();
  // They do nothing where they have begun already.
  const beginSecond = (): void => {
    ahead.start();
    ahead.begin({ first, last });
    maps.begin();
  };
  const told = { onFirst: () => ahead.beginEarly({ first, last }), onEnd: beginSecond };
  const open = (range: FrameRange): FrameSource => pictures.open(range, estimator.mapSize, told);
  const estimatesFrom = (from: number): AsyncIterable<DepthEstimate> | undefined =>
    from > end ? undefined : estimator.estimates({ range: { first: from, last }, shotFirst: first + shotStart, before, cuts, work, open });
  const show = request.onPicture && mapPictures(store, first, request.onPicture);
  const onFrame = (done: number): void => {
    meter.reach(done);
    if (known !== undefined && first + done > end - ahead.soon) beginSecond();
    show?.(store.count);
  };
  // Where a job goes on, what was cut before is not known here.
  const onStored = store.count === 0 ? (index: number, cut: boolean): void => maps.see(index, cut) : (): void => undefined;
  const isWindowed = job.model.row.input.window !== undefined;
  await runAnalysisPass({ estimatesFrom, store, ring: isWindowed ? undefined : ring, first, metric: job.model.row.output.semantics === 'metric', alone: consistency === 'frame', cuts, spare: pictures.spare, onFrame, onStored, measure: request.measure });
}

/** Frames of the clip that were asked for, as far as its index says so; 0 where nothing tells. */
export function countedFrames(job: AskedFrames): number {
  const end = lastAsked(job);
  return end === Number.MAX_SAFE_INTEGER ? 0 : Math.max(0, end - wholeRange(job.request).first + 1);
}

type AskedFrames = Pick<PreparedJob, 'request' | 'info'>;

const lastAsked = ({ request, info }: AskedFrames): number => Math.min(wholeRange(request).last, (knownFrames(info) ?? Infinity) - 1);

/** Frames the clip has, as far as its index says so; an estimate for files without one. */
function knownFrames({ video, duration }: PreparedJob['info']): number | undefined {
  if (video.still) return 1;
  if (video.promisedFrames !== undefined) return video.promisedFrames;
  const length = video.duration ?? duration;
  return length === undefined ? undefined : Math.ceil(length * framesPerSecond(video.rate)) + 1;
}
