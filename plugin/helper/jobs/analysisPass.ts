import { quantilesOf } from '#core/depth/packedMap';
import { CUT_LOOK_AHEAD, CUT_LOOK_BACK, isCut, type Thumbnail } from '#core/depth/sceneCut';
import { stabilise, type StabiliserState } from '#core/depth/stabiliser';
import type { FrameRange } from '#contracts/units';
import { KEPT_QUANTILES, type MapStore } from '../cache/mapStore.js';
import type { FrameSource } from '../frames/frameSource.js';
import type { DepthEstimate, DepthEstimator } from '../inference/depthEstimator.js';
import type { DepthRequest } from './depthSettings.js';
import { inOrder } from '../workers/inOrder.js';

export interface AnalysisPass {
  readonly frames: FrameSource;
  readonly estimator: DepthEstimator;
  readonly store: MapStore;
  /** First frame of the whole job. */
  readonly first: FrameRange['first'];
  /** Every frame is a shot of its own. */
  readonly alone: boolean;
  readonly onFrame: (stored: number) => void;
  readonly measure?: DepthRequest['measure'];
}

/** What is carried from frame to frame; all of it is in the store's last records. */
interface Carried {
  state: StabiliserState | undefined;
  readonly before: Thumbnail[];
}

/**
 * First pass: network, cuts and stabiliser, frame by frame into the store. A frame is settled when the frames that could turn its
 * cut into a flash are known too, so a few estimates wait in between. `frames` begins where the store ends.
 */
export async function runAnalysisPass(pass: AnalysisPass): Promise<void> {
  const carried = await carriedFrom(pass.store);
  const waiting: DepthEstimate[] = [];
  const { estimator } = pass;
  for await (const estimate of inOrder(pass.frames, estimator.most, (frame) => estimator.estimate(frame))) {
    waiting.push(estimate);
    if (waiting.length > CUT_LOOK_AHEAD) await settle(pass, carried, waiting);
  }
  while (waiting.length > 0) await settle(pass, carried, waiting);
}

async function carriedFrom(store: MapStore): Promise<Carried> {
  const before: Thumbnail[] = [];
  let state: StabiliserState | undefined;
  for (let position = Math.max(0, store.count - CUT_LOOK_BACK); position < store.count; position++) {
    const stored = (await store.read(position))!;
    before.push(stored.thumbnail);
    state = { depth: stored.depth, luma: stored.luma, fit: stored.fit };
  }
  return { state, before };
}

async function settle(pass: AnalysisPass, carried: Carried, waiting: DepthEstimate[]): Promise<void> {
  const { index, depth, luma, thumbnail, inferenceMilliseconds, prepareMilliseconds } = waiting[0]!;
  const begun = performance.now();
  const window = [...carried.before, ...waiting.slice(0, CUT_LOOK_AHEAD + 1).map((one) => one.thumbnail)];
  const cut = index > pass.first && (pass.alone || isCut(window, carried.before.length));
  const state = stabilise(carried.state, { depth, luma, cut });
  const quantiles = quantilesOf(state.depth, KEPT_QUANTILES);
  const steadied = performance.now();
  await pass.store.append({ index, cut, fit: state.fit, depth: state.depth, luma, thumbnail, quantiles });
  carried.state = state;
  carried.before.push(thumbnail);
  if (carried.before.length > CUT_LOOK_BACK) carried.before.shift();
  waiting.shift();
  pass.measure?.('prepare', prepareMilliseconds);
  pass.measure?.('network', inferenceMilliseconds);
  pass.measure?.('steady', steadied - begun);
  pass.measure?.('store', performance.now() - steadied);
  pass.onFrame(pass.store.count);
}

