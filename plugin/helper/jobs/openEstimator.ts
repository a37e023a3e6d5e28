import type { Size } from '#contracts/units';
import { WindowMemory } from '../cache/windowMemory.js';
import { openDepthEstimator, type DepthEstimate, type EstimatorOptions } from '../inference/depthEstimator.js';
import { openWindowEstimator, type WindowRun } from '../inference/windowEstimator.js';
import { inOrder } from '../workers/inOrder.js';
import type { PreparedJob } from './prepareJob.js';

/** A stretch of a clip to be estimated, and what is known of the frames before it. */
export interface Stretch extends Omit<WindowRun, 'memory'> {
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
export function openEstimator({ model, provider, info }: Pick<PreparedJob, 'model' | 'provider' | 'info'>, help: Pick<EstimatorOptions, 'spare' | 'loading'> = {}): Promise<JobEstimator> {
  const { size, pixelAspect } = info.video;
  const seenSize = { width: Math.max(1, Math.round(size.width * pixelAspect)), height: size.height };
  if (!model.row.input.window) return frameByFrame({ model, provider, seenSize, ...help });
  // A second copy of the weights would be held for as long as the job runs.
  void help.loading?.close();
  return overWindows({ model, provider, seenSize });
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
