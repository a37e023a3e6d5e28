import { availableParallelism } from 'node:os';
import { noBars } from '#core/depth/bars';
import { WHOLE_DEPTH } from '#core/depth/depthSlice';
import type { FrameRange, Size } from '#contracts/units';
import type { DecodeAhead } from '../frames/decodeAhead.js';
import type { FrameSource } from '../frames/frameSource.js';
import { SpareMemory } from '../workers/spareMemory.js';
import type { PictureKind } from '../output/frameFiles.js';
import type { RenderCall, RenderReply } from '../output/renderWorker.js';
import { WorkerPool } from '../workers/workerCalls.js';
import { decodeGuides } from './jobDecoders.js';
import type { PreparedJob } from './prepareJob.js';

type RenderedJob = Pick<PreparedJob, 'info' | 'size' | 'signal'>;

/** Frames before the end at which the second pass gets ready, beside a large network and beside another one: what starts for it takes a second (chosen; it holds a decoder that waits). */
const SOON = { large: 8, small: 48 } as const;

/** Largest pictures of which a second decoder waits for as long as a large network works: it holds some of them. */
const MOST_HELD = 4096 * 2304;

/**
 * What the second pass needs, made ready while the first one leaves processors idle: its threads and its decoder start while the network is busy with its last frames, the decoder of pictures of
 * ordinary size beside a large network with the first one.
 *
 * Starting a program while a large network works costs that a second: Node forks, and then the system has the network fetch each page of its memory anew on its next write (measured with one of
 * Depth Anything V2 Small's cost: a run of 900 ms took 1,900 to 2,360).
 */
export class RenderAhead {
  /** Takes the pictures' memory back. */
  readonly spare = new SpareMemory();
  readonly #guides: DecodeAhead;
  readonly #job: RenderedJob;
  readonly #givesWay: boolean;
  readonly #isEarly: boolean;
  #pool: WorkerPool<RenderCall, RenderReply> | undefined;

  /** `givesWay`: to a network that keeps all cores busy. */
  constructor(job: RenderedJob, givesWay = false) {
    this.#job = job;
    this.#guides = decodeGuides(job, this.spare, givesWay);
    this.#givesWay = givesWay;
    const pixels = ({ width, height }: Size): number => width * height;
    this.#isEarly = givesWay && Math.max(pixels(job.size), pixels(job.info.video.size)) <= MOST_HELD;
  }

  /** Frames before the end at which it is to begin. */
  get soon(): number {
    return this.#givesWay ? SOON.large : SOON.small;
  }

  /** The threads, which are started where they were not. */
  get pool(): WorkerPool<RenderCall, RenderReply> {
    this.#pool ??= new WorkerPool(new URL('../output/renderWorker.js', import.meta.url), Math.max(1, availableParallelism()), { givesWay: this.#givesWay });
    return this.#pool;
  }

  /** Starts the threads, which takes as long as several pictures. */
  start(): void {
    void this.pool;
  }

  /**
   * Has each thread render a made frame that nobody keeps, while another thread settles the first block: the first frame of a thread takes five times as long as later ones, since the engine
   * compiles what it runs and the system fetches memory. Beside a large network it costs that as much as it takes. `mapSize`: of the stored maps.
   */
  rehearse(kinds: readonly PictureKind[], mapSize: Size): void {
    if (!this.#isEarly) return;
    // What goes wrong with it goes wrong with a frame that counts, too.
    this.pool.callAll(madeFrame(this.#job, kinds, mapSize)).catch(() => undefined);
  }

  /** Starts decoding the luma at output size where that is better done before the network works. */
  beginEarly(range: FrameRange): void {
    if (this.#isEarly) this.begin(range);
  }

  /** Starts decoding it. */
  begin(range: FrameRange): void {
    this.#guides.begin(range);
  }

  /** The luma of a range. */
  guide(range: FrameRange): FrameSource {
    return this.#guides.take(range);
  }

  /** Ends what was begun and not used, and the threads. */
  async close(): Promise<void> {
    await Promise.all([this.#pool?.close(), this.#guides.close()]);
  }
}

function madeFrame({ info, size }: RenderedJob, kinds: readonly PictureKind[], mapSize: Size): RenderCall {
  const { pixelAspect, rate } = info.video;
  return {
    files: kinds.map((kind) => ({ kind })),
    facts: { ...size, pixelAspect, rate, range: { far: 0, near: 1 }, slice: WHOLE_DEPTH },
    depth: { ...mapSize, low: 0, high: 1, codes: uneven(new Uint16Array(mapSize.width * mapSize.height)) },
    luma: uneven(new Uint8Array(size.width * size.height)),
    smallBars: noBars,
    bars: noBars,
    dilate: 0,
  };
}

function uneven<Numbers extends Uint8Array | Uint16Array>(numbers: Numbers): Numbers {
  for (let i = 0; i < numbers.length; i++) numbers[i] = i * 40503;
  return numbers;
}
