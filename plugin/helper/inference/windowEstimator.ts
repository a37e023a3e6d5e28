import { availableParallelism } from 'node:os';
import { firstSettled, windowCount, windowFrames, windowSettling, windowStep } from '#core/depth/frameWindows';
import { makeGrid } from '#core/depth/grid';
import { withShotStarts, type Glimpse, type ShotStartOptions } from '#core/depth/shotStarts';
import { stitchWindow, type StitchState } from '#core/depth/stitchWindows';
import { failureError } from '#core/failure/result';
import type { ModelRow, ModelWindow } from '#contracts/modelManifest';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import type { WindowMemory } from '../cache/windowMemory.js';
import type { Frame, FrameSource } from '../frames/frameSource.js';
import { inOrder } from '../workers/inOrder.js';
import { WorkerCalls } from '../workers/workerCalls.js';
import type { DepthEstimate, EstimatorOptions } from './depthEstimator.js';
import type { WindowCall, WindowReply } from './windowWorker.js';

/** Where a run over windows begins and what it has to know of the frames before. */
export interface WindowRun {
  /** Frames whose estimates are wanted; a `last` beyond the end means the end. */
  readonly range: FrameRange;
  /** First frame of the shot that `range.first` is in, itself when a shot begins there. */
  readonly shotFirst: FrameIndex;
  /** Frames right before `range.first`, oldest first. */
  readonly before: NonNullable<ShotStartOptions['before']>;
  /** First frames of shots, where they are known. */
  readonly cuts?: ReadonlySet<FrameIndex> | undefined;
  readonly open: (range: FrameRange) => FrameSource;
  readonly memory: WindowMemory;
}

/** Port: a network over several frames. */
export interface WindowEstimator {
  readonly mapSize: Size;
  estimateAll(run: WindowRun): AsyncGenerator<DepthEstimate>;
  close(): Promise<void>;
}

/** A frame whose picture the worker holds. */
interface HeldFrame extends Glimpse {
  readonly luma: Uint8Array;
  readonly prepareMilliseconds: number;
  readonly inferenceMilliseconds: number;
}

/** Pictures on their way to the worker at once. */
const IN_FLIGHT = 2;

/** Starts the worker and loads the network. Throws the failures of `openOnnxModel`. */
export async function openWindowEstimator({ model, provider, seenSize }: EstimatorOptions): Promise<WindowEstimator> {
  const worker = new WorkerCalls<WindowCall, WindowReply>(new URL('./windowWorker.js', import.meta.url));
  const { row, path, headPath } = model;
  const opened = await worker.call({ kind: 'open', path, headPath, row, provider, threads: availableParallelism(), seenSize }).catch(async (error: unknown) => {
    await worker.close();
    throw error;
  });
  const { window } = row.input;
  if (opened.kind !== 'open' || !window) throw failureError('internal.bug', 'the window worker did not open its network');
  const { mapSize } = opened;
  return { mapSize, close: () => worker.close(), estimateAll: (run) => new WindowWalk(worker, row, window, mapSize).walk(run) };
}

/** One pass along a range: collects the frames of a shot, runs each window as soon as its frames are there, and gives frames out as they become final. */
class WindowWalk {
  /** Frames of the present shot from the first that is not given out yet. */
  readonly #shot = new Map<FrameIndex, HeldFrame>();
  #shotFirst = 0;
  #done = 0;
  #last = 0;
  #state: StitchState | undefined;

  constructor(
    readonly worker: WorkerCalls<WindowCall, WindowReply>,
    readonly row: ModelRow,
    readonly window: ModelWindow,
    readonly size: Size,
  ) {}

  async *walk(run: WindowRun): AsyncGenerator<DepthEstimate> {
    const resumed = await this.#goBack(run);
    const wanted = run.range.first;
    const live = withShotStarts(this.#held(run.open({ first: wanted, last: run.range.last })), { before: run.before, known: run.cuts });
    this.#last = wanted - 1;
    for (const frame of resumed) this.#shot.set(frame.index, frame);
    for await (const { frame, cut } of live) {
      if (cut) {
        yield* this.#finishShot(run, wanted);
        this.#begin(frame.index);
      }
      this.#shot.set(frame.index, frame);
      this.#last = frame.index;
      // Several may be due where a job goes on from far back.
      while (frame.index >= this.#shotFirst + this.#done * windowStep(this.window) + this.window.length - 1) yield* this.#runWindow(run, wanted, undefined);
    }
    if (this.#last >= wanted) yield* this.#finishShot(run, wanted);
  }

  #begin(first: FrameIndex): void {
    this.#shot.clear();
    [this.#shotFirst, this.#done, this.#state] = [first, 0, undefined];
  }

  /** Brings back what the windows before `range.first` have left, and the frames that the next window needs. */
  async #goBack({ range, shotFirst, open, memory }: WindowRun): Promise<HeldFrame[]> {
    this.#begin(shotFirst);
    if (shotFirst === range.first) return [];
    const mark = await memory.recall(shotFirst, windowSettling(this.window, range.first - shotFirst));
    if (mark) [this.#done, this.#state] = [mark.done, mark.state];
    const all = range.first - shotFirst;
    const needed = [...new Set(windowFrames(this.window, this.#done, Number.MAX_SAFE_INTEGER).filter((frame) => frame < all))].sort((a, b) => a - b);
    // From a window far back, every frame since has to be seen again.
    const from = firstSettled(this.window, this.#done);
    for (let frame = from; frame < all; frame++) if (!needed.includes(frame)) needed.push(frame);
    const held: HeldFrame[] = [];
    for (const piece of runsOf(needed.sort((a, b) => a - b))) {
      for await (const frame of this.#held(open({ first: shotFirst + piece.first, last: shotFirst + piece.last }))) held.push(frame);
    }
    return held;
  }

  #held(frames: AsyncIterable<Frame>): AsyncGenerator<HeldFrame> {
    return inOrder(frames, IN_FLIGHT, async ({ index, width, height, channels, pixels }) => {
      const reply = await this.worker.call({ kind: 'picture', index, picture: { width, height, channels, pixels } }, [pixels.buffer]);
      if (reply.kind !== 'picture') throw failureError('internal.bug', 'the window worker did not take a picture');
      return { ...reply, index };
    });
  }

  /** Runs the windows that are left, filled up with the last frame. */
  async *#finishShot(run: WindowRun, wanted: FrameIndex): AsyncGenerator<DepthEstimate> {
    const count = this.#last - this.#shotFirst + 1;
    // A job that goes on where a new shot begins has all of the old one: its last windows need frames that were not fetched again.
    if (this.#shotFirst + count <= wanted) return;
    while (this.#done < windowCount(this.window, count) && firstSettled(this.window, this.#done) < count) yield* this.#runWindow(run, wanted, count);
  }

  /** `count`: frames of the shot, once its end is known. */
  async *#runWindow({ memory }: WindowRun, wanted: FrameIndex, count = Number.MAX_SAFE_INTEGER): AsyncGenerator<DepthEstimate> {
    const at = (frame: number): FrameIndex => this.#shotFirst + frame;
    const slots = windowFrames(this.window, this.#done, count).map(at);
    const next = windowFrames(this.window, this.#done + 1, count).map(at);
    const reply = await this.worker.call({ kind: 'window', slots, kept: next });
    if (reply.kind !== 'window') throw failureError('internal.bug', 'the window worker gave no maps');
    const { settled, state } = stitchWindow(this.#state, reply.maps, this.window, this.row.output.semantics === 'metric');
    const first = at(firstSettled(this.window, this.#done));
    this.#done += 1;
    this.#state = await memory.keep({ shotFirst: this.#shotFirst, done: this.#done, state });
    for (const [i, values] of settled.entries()) {
      const frame = this.#shot.get(first + i);
      this.#shot.delete(first + i);
      if (!frame || frame.index < wanted || first + i >= at(count)) continue;
      const { index, luma, thumbnail, prepareMilliseconds } = frame;
      const inferenceMilliseconds = frame.inferenceMilliseconds + reply.inferenceMilliseconds / settled.length;
      yield { index, luma, thumbnail, prepareMilliseconds, inferenceMilliseconds, depth: makeGrid(this.size.width, this.size.height, values) };
    }
  }
}

/** Numbers in order as runs without gaps. */
function runsOf(numbers: readonly number[]): FrameRange[] {
  const runs: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run.last + 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs;
}
