import { availableParallelism } from 'node:os';
import type { FrameRange } from '#contracts/units';
import { DecodeAhead } from '../frames/decodeAhead.js';
import { openFrames } from '../frames/ffmpegFrames.js';
import type { FrameSource } from '../frames/frameSource.js';
import { SpareMemory } from '../workers/spareMemory.js';
import type { RenderCall, RenderReply } from '../output/renderWorker.js';
import { WorkerPool } from '../workers/workerCalls.js';
import type { PreparedJob } from './prepareJob.js';

/**
 * Threads of a decoder beside work that keeps all cores busy: each more costs a sixth of its time, and some pictures' memory (measured at 1080p: 13 ms
 * a frame with one, 15.5 with three).
 */
export const DECODING = Math.max(1, availableParallelism() - 1);

/**
 * What the second pass needs, made ready while the first one leaves processors idle: its threads start while the decoder does, its decoder
 * starts while the network is busy with its last frames.
 */
export class RenderAhead {
  readonly pool: WorkerPool<RenderCall, RenderReply>;
  /** Takes the pictures' memory back. */
  readonly spare = new SpareMemory();
  readonly #guides: DecodeAhead;

  /** `givesWay`: to a network that keeps all cores busy. */
  constructor({ info, size, signal }: Pick<PreparedJob, 'info' | 'size' | 'signal'>, givesWay = false) {
    this.pool = new WorkerPool(new URL('../output/renderWorker.js', import.meta.url), Math.max(1, availableParallelism()), { givesWay });
    this.#guides = new DecodeAhead((range) => openFrames(info, { range, size, channels: 1, signal, threads: DECODING, givesWay, spare: this.spare }));
  }

  /** Starts decoding the luma at output size. */
  begin(range: FrameRange): void {
    this.#guides.begin(range);
  }

  /** The luma of a range. */
  guide(range: FrameRange): FrameSource {
    return this.#guides.take(range);
  }

  /** Ends what was begun and not used, and the threads. */
  async close(): Promise<void> {
    await Promise.all([this.pool.close(), this.#guides.close()]);
  }
}
