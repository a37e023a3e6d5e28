import { openDepthEstimator, type DepthEstimator } from '../inference/depthEstimator.js';
import type { PreparedJob } from './prepareJob.js';

/** Loads the network of a job for pictures of the clip's shape as it is seen. */
export function openEstimator({ model, provider, info }: Pick<PreparedJob, 'model' | 'provider' | 'info'>): Promise<DepthEstimator> {
  const { size, pixelAspect } = info.video;
  const seenSize = { width: Math.max(1, Math.round(size.width * pixelAspect)), height: size.height };
  return openDepthEstimator({ model, provider, seenSize });
}
