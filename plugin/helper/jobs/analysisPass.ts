import { barsOf, commonBars, fillBars, noBars, type Bars } from '#core/depth/bars';
import { packMap, quantilesOf } from '#core/depth/packedMap';
import { withShotStarts, type JudgedFrame } from '#core/depth/shotStarts';
import { stabilise, type StabiliserState } from '#core/depth/stabiliser';
import type { FrameIndex } from '#contracts/units';
import { KEPT_QUANTILES, type MapStore } from '../cache/mapStore.js';
import type { RawFrame, RawRing } from '../cache/rawRing.js';
import { compiledFlow } from '../kernels/flowKernels.js';
import type { DepthEstimate } from '../inference/depthEstimator.js';
import { threadTime } from '../workers/threadTime.js';
import type { DepthRequest } from './depthSettings.js';

export interface AnalysisPass {
  /** Raw depth from a frame on; nothing where the clip has none. */
  readonly estimatesFrom: (from: FrameIndex) => AsyncIterable<DepthEstimate> | undefined;
  readonly store: MapStore;
  /** Absent where a network sees many frames at once: it keeps its own account of what was done. */
  readonly ring?: RawRing | undefined;
  /** First frame of the job. */
  readonly first: FrameIndex;
  /** The network measures: its disparity is 1 / metres. */
  readonly metric?: boolean;
  /** Every frame is a shot of its own. */
  readonly alone: boolean;
  /** First frames of shots, where they are given instead of looked for. */
  readonly cuts?: ReadonlySet<FrameIndex> | undefined;
  /** Told how many frames the network has done. */
  readonly onFrame: (done: number) => void;
  /** Told when the network has done all frames; some wait to be judged. */
  readonly onRead?: () => void;
  readonly measure?: DepthRequest['measure'];
}

/** What is carried from frame to frame; all of it is in the store's last records. */
interface Carried {
  readonly state: StabiliserState | undefined;
  /** Bars that all pictures of the shot so far had; none known before the first that showed anything. */
  readonly bars: Bars | undefined;
}

/**
 * First pass: network, cuts and stabiliser, frame by frame into the store. Goes on where the store ends; frames that a stopped job had
 * through the network and not yet judged come from the ring.
 */
export async function runAnalysisPass(pass: AnalysisPass): Promise<void> {
  const { alone, cuts } = pass;
  let carried = await carriedFrom(pass.store);
  const { before } = await pass.store.readEnd();
  for await (const judged of withShotStarts(rawFrames(pass), { before, known: cuts, alone })) carried = await settle(pass, carried, judged);
  await Promise.all([pass.store.settle(), pass.ring?.settle()]);
}

async function* rawFrames(pass: AnalysisPass): AsyncGenerator<RawFrame> {
  const { ring, first, onFrame, measure } = pass;
  const stored = pass.store.count;
  const recovered = (await ring?.readFrom(first + stored)) ?? [];
  yield* recovered;
  const estimates = pass.estimatesFrom(first + stored + recovered.length);
  if (!estimates) return;
  for await (const { index, depth, luma, thumbnail, inferenceMilliseconds, prepareMilliseconds } of estimates) {
    const begun = threadTime();
    const raw = { index, depth: packMap(depth), luma, thumbnail };
    await ring?.write(raw);
    measure?.('prepare', prepareMilliseconds);
    measure?.('network', inferenceMilliseconds);
    measure?.('store', threadTime() - begun);
    onFrame(index - first + 1);
    yield raw;
  }
  pass.onRead?.();
}

async function carriedFrom(store: MapStore): Promise<Carried> {
  const last = store.count > 0 ? await store.read(store.count - 1) : undefined;
  return { state: last?.state, bars: !last || last.state.blind ? undefined : last.bars };
}

async function settle(pass: AnalysisPass, carried: Carried, { frame, cut, blind }: JudgedFrame<RawFrame>): Promise<Carried> {
  const begun = threadTime();
  const { index, depth, luma, thumbnail } = frame;
  const known = cut ? undefined : carried.bars;
  const own = barsOf(luma, depth.width, depth.height);
  const bars = blind ? known : known ? commonBars(known, own) : own;
  fillBars(depth.codes, depth.width, depth.height, bars ?? noBars);
  const state = stabilise(carried.state, { depth, luma, cut, blind, bars: bars ?? noBars, metric: pass.metric ?? false }, compiledFlow);
  const quantiles = quantilesOf(state.depth, KEPT_QUANTILES, bars);
  const steadied = threadTime();
  await pass.store.append({ index, cut, blind, bars: bars ?? noBars, agreement: state.agreement, flicker: state.flicker, quantiles, state, thumbnail });
  pass.measure?.('steady', steadied - begun);
  pass.measure?.('store', threadTime() - steadied);
  return { state, bars: state.blind ? undefined : bars };
}
