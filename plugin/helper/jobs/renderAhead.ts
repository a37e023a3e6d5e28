import { availableParallelism } from 'node:os';
import type { FrameRange } from '#contracts/units';
import { openFrames } from '../frames/ffmpegFrames.js';
import type { Frame, FrameSource } from '../frames/frameSource.js';
import { SparePictures } from '../frames/sparePictures.js';
import type { RenderCall, RenderReply } from '../output/renderWorker.js';
import { WorkerPool } from '../workers/workerCalls.js';
import type { PreparedJob } from './prepareJob.js';

interface Begun {
  readonly range: FrameRange;
  readonly source: FrameSource;
  readonly pictures: AsyncIterator<Frame>;
  readonly next: Promise<IteratorResult<Frame>>;
}

/**
 * What the second pass needs, made ready while the first one leaves processors idle: its threads start while the decoder does, its decoder
 * starts while the last frames are judged.
 */
export class RenderAhead {
  readonly pool = new WorkerPool<RenderCall, RenderReply>(new URL('../output/renderWorker.js', import.meta.url), Math.max(1, availableParallelism()));
  /** Takes the pictures' memory back. */
  readonly spare = new SparePictures();
  #begun: Begun | undefined;

  constructor(readonly job: Pick<PreparedJob, 'info' | 'size' | 'signal'>) {}

  /** Starts decoding the luma at output size. */
  begin(range: FrameRange): void {
    const source = this.#open(range);
    const pictures = source[Symbol.asyncIterator]();
    const next = pictures.next();
    // It is looked at when the second pass asks for it.
    next.catch(() => undefined);
    this.#begun = { range, source, pictures, next };
  }

  /** The luma of a range: what was begun, where it begins there. */
  guide(range: FrameRange): FrameSource {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun?.range.first !== range.first) {
      void giveUp(begun);
      return this.#open(range);
    }
    return { ...begun.source, [Symbol.asyncIterator]: () => goOn(begun, range.last) };
  }

  /** Ends what was begun and not used, and the threads. */
  async close(): Promise<void> {
    await Promise.all([this.pool.close(), giveUp(this.#begun)]);
  }

  #open(range: FrameRange): FrameSource {
    const { info, size, signal } = this.job;
    return openFrames(info, { range, size, channels: 1, signal, spare: this.spare });
  }
}

async function giveUp(begun: Begun | undefined): Promise<void> {
  await begun?.next.catch(() => undefined);
  await begun?.pictures.return?.();
}

async function* goOn({ pictures, next }: Begun, last: number): AsyncGenerator<Frame> {
  try {
    for (let result = await next; !result.done && result.value.index <= last; result = await pictures.next()) yield result.value;
  } finally {
    await pictures.return?.();
  }
}
