import { availableParallelism } from 'node:os';
import type { FrameRange } from '#contracts/units';
import type { FrameSource } from '../frames/frameSource.js';
import { SpareMemory } from '../workers/spareMemory.js';
import type { RenderCall, RenderReply } from '../output/renderWorker.js';
import { WorkerPool } from '../workers/workerCalls.js';
import type { BegunDecoder } from './headStart.js';
import { decodeGuides } from './jobDecoders.js';
import type { PreparedJob } from './prepareJob.js';

/**
 * What the second pass needs, made ready while the first one leaves processors idle: its threads start while the decoder does, its decoder
 * starts before a large network has its memory, else while the network is busy with its last frames.
 */
export class RenderAhead {
  readonly pool: WorkerPool<RenderCall, RenderReply>;
  /** Takes the pictures' memory back. */
  readonly spare: SpareMemory;
  readonly #guides: BegunDecoder['decoder'];

  /** `givesWay`: to a network that keeps all cores busy. `guides`: a decoder that was begun. */
  constructor(job: Pick<PreparedJob, 'info' | 'size' | 'signal'>, givesWay = false, guides?: BegunDecoder) {
    this.spare = guides?.spare ?? new SpareMemory();
    this.pool = new WorkerPool(new URL('../output/renderWorker.js', import.meta.url), Math.max(1, availableParallelism()), { givesWay });
    this.#guides = guides?.decoder ?? decodeGuides(job, this.spare, givesWay);
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
