import type { LayerSelection } from '#contracts/layerSelection';
import type { FrameIndex } from '#contracts/units';

/** The source frame in the middle of what the layer shows: what an editor would look at first. */
export function sampleFrame({ inPoint, outPoint, startTime, stretch, sourceFrameRate, sourceDuration, isStill }: LayerSelection): FrameIndex {
  if (isStill || sourceFrameRate <= 0) return 0;
  const middle = ((inPoint + outPoint) / 2 - startTime) / (stretch === 0 ? 1 : stretch / 100);
  const inside = Math.min(Math.max(0, middle), Math.max(0, sourceDuration - 1 / sourceFrameRate));
  return Math.floor(inside * sourceFrameRate + 1e-6);
}
