import { noBars, type Bars } from '#core/depth/bars';
import { focusPlanes, shotRange } from '#core/depth/statistics';
import type { DepthShot, ShotQuality } from '#contracts/depthAsset';
import type { FrameIndex } from '#contracts/units';
import type { FrameSummary, MapStore } from '../cache/mapStore.js';

/** Frames whose quantiles are pooled for one shot at most: beyond that every n-th is enough. */
const MOST_POOLED = 4000;

/** A shot with what the second pass needs and the passport does not say. */
export interface FoundShot {
  readonly shot: DepthShot;
  readonly quality: Omit<ShotQuality, 'halo' | 'flicker'>;
  /** Bars that all its pictures have, in pixels of the maps. */
  readonly bars: Bars;
  /** First frame that shows anything: those before it, in a fade from black, take its depth. */
  readonly seenFrom: FrameIndex;
}

/**
 * The shots of a finished first pass with their ranges and focus planes. `first` is the job's first frame. `oneRange`: the range that holds
 * all shots is given to each, so that a grey means the same depth everywhere; focus planes are then those of each shot in that range.
 */
export async function findShots(store: MapStore, first: FrameIndex, oneRange: boolean): Promise<FoundShot[]> {
  const found = await shotsWithOwnRanges(store, first);
  if (!oneRange || found.length < 2) return found;
  const range = { far: Math.min(...found.map(({ shot }) => shot.range.far)), near: Math.max(...found.map(({ shot }) => shot.range.near)) };
  const moved = (value: number, own: DepthShot['range']): number => (own.far + value * (own.near - own.far) - range.far) / (range.near - range.far);
  return found.map((one) => {
    const { shot } = one;
    return { ...one, shot: { ...shot, range, nearFocus: moved(shot.nearFocus, shot.range), farFocus: moved(shot.farFocus, shot.range) } };
  });
}

async function shotsWithOwnRanges(store: MapStore, first: FrameIndex): Promise<FoundShot[]> {
  const shots: FoundShot[] = [];
  let frames: FrameSummary[] = [];
  for (let position = 0; position < store.count; position++) {
    const summary = await store.readSummary(position);
    if (summary.cut && frames.length > 0) {
      shots.push(shotOf(frames, first + position - frames.length));
      frames = [];
    }
    frames.push(summary);
  }
  if (frames.length > 0) shots.push(shotOf(frames, first + store.count - frames.length));
  return shots;
}

function shotOf(frames: readonly FrameSummary[], first: FrameIndex): FoundShot {
  const seeing = frames.filter(({ blind }) => !blind);
  const told = seeing.length > 0 ? seeing : frames;
  const samples = pooled(told.map(({ quantiles }) => quantiles));
  const range = shotRange(samples);
  const planes = focusPlanes(samples, range);
  const shot = { first, last: first + frames.length - 1, range, nearFocus: planes.near, farFocus: planes.far };
  const seenFrom = first + Math.max(0, frames.findIndex(({ blind }) => !blind));
  return { shot, quality: qualityOf(told, frames.length - seeing.length), bars: seeing.at(-1)?.bars ?? noBars, seenFrom };
}

function pooled(quantiles: readonly Float32Array[]): Float32Array {
  const stride = Math.ceil(quantiles.length / MOST_POOLED);
  const chosen = quantiles.filter((_, i) => i % stride === 0);
  const each = chosen[0]!.length;
  const samples = new Float32Array(chosen.length * each);
  chosen.forEach((one, i) => samples.set(one, i * each));
  return samples.sort();
}

function qualityOf(frames: readonly FrameSummary[], hidden: number): FoundShot['quality'] {
  // The first frame has no neighbour to agree with.
  const later = frames.length > 1 ? frames.slice(1) : frames;
  const mean = (value: (frame: FrameSummary) => number): number => later.reduce((sum, frame) => sum + value(frame), 0) / later.length;
  return { confidence: Math.min(1, Math.max(0, mean(({ agreement }) => agreement))), hidden };
}
