import { blockAt, blockLength } from '#core/depth/settle';
import { failureError } from '#core/failure/result';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import type { SettleCall, SettleReply } from '../cache/settleWorker.js';
import { WorkerCalls } from '../workers/workerCalls.js';

/** The store of a job: its file, the size of its maps, and the frame of its first record. */
export interface SettledStore {
  readonly path: string;
  readonly size: Size;
  readonly first: FrameIndex;
}

/**
 * The stored maps as the second pass wants them, settled by a thread of their own. Their first block is settled while the network still works, as
 * soon as all is stored that is looked at for it: a block begins at its far end, and without that nothing could be written for as long as it takes.
 */
export class SettleAhead {
  #worker: WorkerCalls<SettleCall, SettleReply> | undefined;
  #used: ArrayBuffer[] = [];
  #isSeen = false;
  #isForeseen = false;

  /** `written`: waits until all frames that were seen are in the file. `givesWay`: to a network that keeps all cores busy. */
  constructor(
    readonly store: SettledStore,
    readonly written: () => Promise<void>,
    readonly givesWay = false,
  ) {}

  /** Told each frame that was stored, in order. */
  see(index: FrameIndex, cut: boolean): void {
    const { first, size } = this.store;
    this.#isSeen = true;
    if (this.#isForeseen) return;
    const end = cut && index > first ? index - 1 : index;
    if (end === index && index < blockAt(first, { first, last: Infinity }, blockLength(size)).sight) return;
    this.#isForeseen = true;
    // What is wrong with it is told when the frame is asked for.
    void this.#foresee({ first, last: end }).catch(() => undefined);
  }

  /** Maps of the first block are settled, or soon will be. */
  get isForeseen(): boolean {
    return this.#isForeseen;
  }

  /** Starts the thread, which takes as long as a few frames. */
  begin(): WorkerCalls<SettleCall, SettleReply> {
    if (this.#worker) return this.#worker;
    this.#worker = new WorkerCalls<SettleCall, SettleReply>(new URL('../cache/settleWorker.js', import.meta.url), { givesWay: this.givesWay });
    this.#worker.call({ kind: 'open', ...this.store }).catch(() => undefined);
    return this.#worker;
  }

  /** All shots, once they are known; of a job that saw them all, the first block is settled at once. */
  async know(shots: readonly FrameRange[]): Promise<void> {
    const worker = this.begin();
    await worker.call({ kind: 'shots', shots: shots.map(({ first, last }) => ({ first, last })) });
    if (this.#isSeen && !this.#isForeseen) worker.call({ kind: 'foresee', index: shots[0]!.first }).catch(() => undefined);
    this.#isForeseen = true;
  }

  /** A frame's settled map, for frames in order; the processor time is what settling took since the frame before. Fails with `internal.bug`, `output.*`. */
  async read(index: FrameIndex): Promise<Extract<SettleReply, { kind: 'map' }>> {
    const used = this.#used;
    this.#used = [];
    const reply = await this.begin().call({ kind: 'read', index, used }, used);
    if (reply.kind !== 'map') throw failureError('internal.bug', 'the settling worker gave no map');
    return reply;
  }

  /** Takes a map's memory back. */
  give(buffer: ArrayBuffer): void {
    this.#used.push(buffer);
  }

  async close(): Promise<void> {
    await this.#worker?.close();
  }

  async #foresee(shot: FrameRange): Promise<void> {
    await this.written();
    const worker = this.begin();
    await worker.call({ kind: 'shots', shots: [shot] });
    await worker.call({ kind: 'foresee', index: shot.first });
  }
}
