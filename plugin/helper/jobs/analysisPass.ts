import { quantilesOf } from '#core/depth/packedMap';
import { CUT_LOOK_BACK, type Thumbnail } from '#core/depth/sceneCut';
import { withShotStarts } from '#core/depth/shotStarts';
import { stabilise, type StabiliserState } from '#core/depth/stabiliser';
import type { FrameIndex } from '#contracts/units';
import { KEPT_QUANTILES, type MapStore } from '../cache/mapStore.js';
import type { DepthEstimate } from '../inference/depthEstimator.js';
import type { DepthRequest } from './depthSettings.js';

export interface AnalysisPass {
  /** Raw depth of the frames after the stored ones. */
  readonly estimates: AsyncIterable<DepthEstimate>;
  readonly store: MapStore;
  /** Every frame is a shot of its own. */
  readonly alone: boolean;
  /** First frames of shots, where they are given instead of looked for. */
  readonly cuts?: ReadonlySet<FrameIndex> | undefined;
  readonly onFrame: (stored: number) => void;
  readonly measure?: DepthRequest['measure'];
}

/**
 * First pass: cuts and stabiliser, frame by frame into the store. `estimates` begin where the store ends; all that is carried from
 * frame to frame is in the store's last records.
 */
export async function runAnalysisPass(pass: AnalysisPass): Promise<void> {
  const { alone, cuts } = pass;
  const carried = await carriedFrom(pass.store);
  let { state } = carried;
  for await (const { frame, cut } of withShotStarts(pass.estimates, { before: carried.before, known: cuts, alone })) state = await settle(pass, state, frame, cut);
}

async function carriedFrom(store: MapStore): Promise<{ readonly state: StabiliserState | undefined; readonly before: readonly Thumbnail[] }> {
  const before: Thumbnail[] = [];
  let state: StabiliserState | undefined;
  for (let position = Math.max(0, store.count - CUT_LOOK_BACK); position < store.count; position++) {
    const stored = (await store.read(position))!;
    before.push(stored.thumbnail);
    state = { depth: stored.depth, luma: stored.luma, fit: stored.fit };
  }
  return { state, before };
}

async function settle(pass: AnalysisPass, before: StabiliserState | undefined, estimate: DepthEstimate, cut: boolean): Promise<StabiliserState> {
  const { index, depth, luma, thumbnail, inferenceMilliseconds, prepareMilliseconds } = estimate;
  const begun = performance.now();
  const state = stabilise(before, { depth, luma, cut });
  const quantiles = quantilesOf(state.depth, KEPT_QUANTILES);
  const steadied = performance.now();
  await pass.store.append({ index, cut, fit: state.fit, depth: state.depth, luma, thumbnail, quantiles });
  pass.measure?.('prepare', prepareMilliseconds);
  pass.measure?.('network', inferenceMilliseconds);
  pass.measure?.('steady', steadied - begun);
  pass.measure?.('store', performance.now() - steadied);
  pass.onFrame(pass.store.count);
  return state;
}
