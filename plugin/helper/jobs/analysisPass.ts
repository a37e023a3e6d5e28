import { noBars } from '#core/depth/bars';
import { withShotStarts } from '#core/depth/shotStarts';
import type { FrameIndex } from '#contracts/units';
import type { MapStore } from '../cache/mapStore.js';
import type { RawFrame, RawRing } from '../cache/rawRing.js';
import type { DepthEstimate } from '../inference/depthEstimator.js';
import { packMap } from '../kernels/packMap.js';
import type { SpareMemory } from '../workers/spareMemory.js';
import { threadTime } from '../workers/threadTime.js';
import type { DepthRequest, WorkPart } from './depthSettings.js';
import { SteadyAhead, type Carried, type SteadiedFrame } from './steadyAhead.js';

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
  /** Takes the maps' memory back. */
  readonly spare: SpareMemory;
  /** Told how many frames the network has done. */
  readonly onFrame: (done: number) => void;
  /** Told each frame that was stored. */
  readonly onStored: (index: FrameIndex, cut: boolean) => void;
  readonly measure?: DepthRequest['measure'];
}

/**
 * First pass: network, cuts and stabiliser, frame by frame into the store. Goes on where the store ends; frames that a stopped job had
 * through the network and not yet judged come from the ring.
 */
export async function runAnalysisPass(pass: AnalysisPass): Promise<void> {
  const { alone, cuts, spare, metric = false } = pass;
  const ahead = new SteadyAhead(await carriedFrom(pass.store), { metric, spare, timed: (work) => timed(pass, 'steady', work) });
  const { before } = await pass.store.readEnd();
  const foresee = ahead.take.bind(ahead);
  for await (const judged of withShotStarts(rawFrames(pass), { before, known: cuts, alone, foresee })) await append(pass, ahead.settle(judged));
  await Promise.all([pass.store.settle(), pass.ring?.settle()]);
}

function timed<T>({ measure }: AnalysisPass, part: WorkPart, work: () => T): T {
  const begun = threadTime();
  const result = work();
  measure?.(part, threadTime() - begun);
  return result;
}

async function* rawFrames(pass: AnalysisPass): AsyncGenerator<RawFrame> {
  const { ring, first, spare, onFrame, measure } = pass;
  const stored = pass.store.count;
  const recovered = (await ring?.readFrom(first + stored)) ?? [];
  yield* recovered;
  const estimates = pass.estimatesFrom(first + stored + recovered.length);
  if (!estimates) return;
  for await (const { index, depth, luma, thumbnail, inferenceMilliseconds, prepareMilliseconds } of estimates) {
    const begun = threadTime();
    const raw = { index, depth: packMap(depth, spare), luma, thumbnail };
    await ring?.write(raw);
    measure?.('prepare', prepareMilliseconds);
    measure?.('network', inferenceMilliseconds);
    measure?.('store', threadTime() - begun);
    onFrame(index - first + 1);
    yield raw;
  }
}

async function carriedFrom(store: MapStore): Promise<Carried> {
  const last = store.count > 0 ? await store.read(store.count - 1) : undefined;
  return { state: last?.state, bars: !last || last.state.blind ? undefined : last.bars };
}

async function append(pass: AnalysisPass, { frame, cut, blind, bars = noBars, state, quantiles }: SteadiedFrame): Promise<void> {
  const begun = threadTime();
  const { index, thumbnail } = frame;
  await pass.store.append({ index, cut, blind, bars, agreement: state.agreement, quantiles, state, thumbnail });
  pass.measure?.('store', threadTime() - begun);
  pass.onStored(index, cut);
}
