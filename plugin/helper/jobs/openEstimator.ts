import type { ShotStartOptions } from '#core/depth/shotStarts';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import { WindowMemory } from '../cache/windowMemory.js';
import type { FrameSource } from '../frames/frameSource.js';
import { openDepthEstimator, type DepthEstimate, type EstimatorOptions } from '../inference/depthEstimator.js';
import { openWindowEstimator } from '../inference/windowEstimator.js';
import { inOrder } from '../workers/inOrder.js';
import type { PreparedJob } from './prepareJob.js';

/** What is known of the frames before a stretch of a clip. */
export interface Stretch {
  /** Frames whose estimates are wanted; a `last` beyond the end means the end. */
  readonly range: FrameRange;
  /** First frame of the shot that `range.first` goes on, or `range.first` itself. */
  readonly shotFirst: FrameIndex;
  /** Frames right before, oldest first. */
  readonly before: NonNullable<ShotStartOptions['before']>;
  /** First frames of shots, where they are known. */
  readonly cuts?: ReadonlySet<FrameIndex> | undefined;
  readonly open: (range: FrameRange) => FrameSource;
  /** Folder of the job's own state. */
  readonly work: string;
}

/** A loaded network, whether it sees one frame at a time or many. */
export interface JobEstimator {
  readonly mapSize: Size;
  estimates(stretch: Stretch): AsyncIterable<DepthEstimate>;
  close(): Promise<void>;
}

/** Loads the network of a job for pictures of the clip's shape as it is seen. */
export function openEstimator({ model, provider, info }: Pick<PreparedJob, 'model' | 'provider' | 'info'>): Promise<JobEstimator> {
  const { size, pixelAspect } = info.video;
  const seenSize = { width: Math.max(1, Math.round(size.width * pixelAspect)), height: size.height };
  return model.row.input.window ? overWindows({ model, provider, seenSize }) : frameByFrame({ model, provider, seenSize });
}

async function frameByFrame(options: EstimatorOptions): Promise<JobEstimator> {
  const estimator = await openDepthEstimator(options);
  return {
    mapSize: estimator.mapSize,
    estimates: ({ open, range }) => inOrder(open(range), estimator.most, (frame) => estimator.estimate(frame)),
    close: () => estimator.close(),
  };
}

async function overWindows(options: EstimatorOptions): Promise<JobEstimator> {
  const estimator = await openWindowEstimator(options);
  const { mapSize } = estimator;
  return {
    mapSize,
    estimates: ({ work, ...run }) => estimator.estimateAll({ ...run, memory: new WindowMemory(work, mapSize) }),
    close: () => estimator.close(),
  };
}
