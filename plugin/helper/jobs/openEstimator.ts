import { possibleTiles, tileLayout } from '#core/depth/tileLayout';
import type { Size } from '#contracts/units';
import { WindowMemory } from '../cache/windowMemory.js';
import { openDepthEstimator, type DepthEstimate, type EstimatorOptions } from '../inference/depthEstimator.js';
import { overTiles } from '../inference/tiledEstimator.js';
import { openWindowEstimator, type WindowRun } from '../inference/windowEstimator.js';
import { inOrder } from '../workers/inOrder.js';
import { SpareMemory } from '../workers/spareMemory.js';
import type { PreparedJob } from './prepareJob.js';

/** A stretch of a clip to be estimated, and what is known of the frames before it. */
export interface Stretch extends Omit<WindowRun, 'memory'> {
  /** Folder of the job's own state. */
  readonly work: string;
}

/** A loaded network, whether it sees one frame at a time or many. */
export interface JobEstimator {
  /** Size of its maps: that of the pictures it is fed, or of the map that tiles make together. */
  readonly mapSize: Size;
  /** Size the network is fed. */
  readonly fedSize: Size;
  /** Tiles along a side that it sees of each picture besides; 1 for none. */
  readonly tiles: number;
  estimates(stretch: Stretch): AsyncIterable<DepthEstimate>;
  close(): Promise<void>;
}

type EstimatedJob = Pick<PreparedJob, 'model' | 'provider' | 'info' | 'tiles'>;

/** Loads the network of a job for pictures of the clip's shape as it is seen. */
export function openEstimator(job: EstimatedJob, help: Pick<EstimatorOptions, 'spare' | 'loading'> = {}): Promise<JobEstimator> {
  const { model, provider, info } = job;
  const { size, pixelAspect } = info.video;
  const seenSize = { width: Math.max(1, Math.round(size.width * pixelAspect)), height: size.height };
  if (!model.row.input.window) return frameByFrame(job, { model, provider, seenSize, spare: new SpareMemory(), ...help });
  // A second copy of the weights, or another network, would be held for as long as the job runs.
  void help.loading?.take({ model, provider })?.pool.close();
  return overWindows({ model, provider, seenSize });
}

async function frameByFrame({ info, model, tiles: wanted }: EstimatedJob, options: EstimatorOptions & { readonly spare: SpareMemory }): Promise<JobEstimator> {
  const network = await openDepthEstimator(options);
  const fedSize = network.mapSize;
  const tiles = possibleTiles(wanted, fedSize, info.video.size);
  const metric = model.row.output.semantics === 'metric';
  const estimator = tiles > 1 ? overTiles(network, { layout: tileLayout(fedSize, tiles), metric, spare: options.spare }) : network;
  return {
    mapSize: estimator.mapSize,
    fedSize,
    tiles,
    estimates: ({ open, range }) => inOrder(open(range), estimator.most, (frame) => estimator.estimate(frame)),
    close: () => estimator.close(),
  };
}

async function overWindows(options: EstimatorOptions): Promise<JobEstimator> {
  const estimator = await openWindowEstimator(options);
  const { mapSize } = estimator;
  return {
    mapSize,
    fedSize: mapSize,
    tiles: 1,
    estimates: ({ work, ...run }) => estimator.estimateAll({ ...run, memory: new WindowMemory(work, mapSize) }),
    close: () => estimator.close(),
  };
}
