import { focusPlanes, shotRange } from '#core/depth/statistics';
import type { DepthShot } from '#contracts/depthAsset';
import type { FrameIndex } from '#contracts/units';
import type { MapStore } from '../cache/mapStore.js';

/** Frames whose quantiles are pooled for one shot at most: beyond that every n-th is enough. */
const MOST_POOLED = 4000;

/**
 * The shots of a finished first pass with their ranges and focus planes. `first` is the job's first frame. `oneRange`: the range that holds
 * all shots is given to each, so that a grey means the same depth everywhere; focus planes are then those of each shot in that range.
 */
export async function findShots(store: MapStore, first: FrameIndex, oneRange: boolean): Promise<DepthShot[]> {
  const shots = await shotsWithOwnRanges(store, first);
  if (!oneRange || shots.length < 2) return shots;
  const range = { far: Math.min(...shots.map((shot) => shot.range.far)), near: Math.max(...shots.map((shot) => shot.range.near)) };
  const moved = (value: number, own: DepthShot['range']): number => (own.far + value * (own.near - own.far) - range.far) / (range.near - range.far);
  return shots.map((shot) => ({ ...shot, range, nearFocus: moved(shot.nearFocus, shot.range), farFocus: moved(shot.farFocus, shot.range) }));
}

async function shotsWithOwnRanges(store: MapStore, first: FrameIndex): Promise<DepthShot[]> {
  const shots: DepthShot[] = [];
  let pooled: Float32Array[] = [];
  let start = 0;
  for (let position = 0; position < store.count; position++) {
    const { cut, quantiles } = await store.readSummary(position);
    if (cut && position > start) {
      shots.push(shotOf(pooled, first + start, first + position - 1));
      [pooled, start] = [[], position];
    }
    pooled.push(quantiles);
  }
  if (store.count > start) shots.push(shotOf(pooled, first + start, first + store.count - 1));
  return shots;
}

function shotOf(quantiles: readonly Float32Array[], first: FrameIndex, last: FrameIndex): DepthShot {
  const stride = Math.ceil(quantiles.length / MOST_POOLED);
  const chosen = quantiles.filter((_, i) => i % stride === 0);
  const each = chosen[0]!.length;
  const samples = new Float32Array(chosen.length * each);
  chosen.forEach((one, i) => samples.set(one, i * each));
  samples.sort();
  const range = shotRange(samples);
  const planes = focusPlanes(samples, range);
  return { first, last, range, nearFocus: planes.near, farFocus: planes.far };
}
