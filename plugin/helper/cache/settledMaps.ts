import { blockAt, settle, type SettledBlock, type SettledFrame } from '#core/depth/settle';
import { failureError } from '#core/failure/result';
import type { FrameIndex, FrameRange } from '#contracts/units';
import { compiledFlow } from '../kernels/flowKernels.js';
import { threadTime } from '../workers/threadTime.js';
import type { MapStore } from './mapStore.js';

/** A block whose frames are settled one by one from its far end. */
interface Work {
  readonly block: SettledBlock;
  readonly settled: Map<FrameIndex, SettledFrame>;
  next: FrameIndex;
  after: SettledFrame | undefined;
}

/**
 * The stored maps of a finished first pass, settled (core/depth/settle), for frames that are asked for in order. Memory holds the block in hand and the
 * one after it, which is made frame by frame in between so that whoever waits for a frame never waits for a block. What comes out of a
 * block depends on nothing but the store: a job that goes on settles the same.
 */
export class SettledMaps {
  #here: Work | undefined;
  #ahead: Work | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #spent = 0;

  /** `first`: frame of the store's first record. `shots` in order, without gaps. */
  constructor(
    readonly store: MapStore,
    readonly first: FrameIndex,
    readonly shots: readonly FrameRange[],
  ) {}

  /** Fails with `internal.bug` for a frame that is not stored. */
  read(index: FrameIndex): Promise<SettledFrame> {
    const answer = this.#turn.then(() => this.#read(index));
    this.#turn = answer.then(() => this.#goAhead()).catch(() => undefined);
    return answer;
  }

  /** Processor time of this thread spent on settling since the last call, milliseconds. */
  takeTime(): number {
    const spent = this.#spent;
    this.#spent = 0;
    return spent;
  }

  async #read(index: FrameIndex): Promise<SettledFrame> {
    if (!this.#here || !holds(this.#here, index)) {
      this.#here = this.#ahead && holds(this.#ahead, index) ? this.#ahead : this.#begin(index);
      this.#ahead = undefined;
    }
    if (!this.#here) throw failureError('internal.bug', `frame ${index} is in no shot`);
    while (this.#here.next >= index) await this.#step(this.#here);
    for (const made of this.#here.settled.keys()) if (made < index) this.#here.settled.delete(made);
    const frame = this.#here.settled.get(index);
    if (!frame) throw failureError('internal.bug', `frame ${index} was asked for twice`);
    return frame;
  }

  /** A share of the next block, so large that it is whole when its turn comes. */
  async #goAhead(): Promise<void> {
    const here = this.#here?.block;
    if (!here) return;
    this.#ahead ??= this.#begin(here.last + 1);
    if (!this.#ahead) return;
    const { block } = this.#ahead;
    const steps = Math.ceil((block.sight - block.first + 1) / (here.last - here.first + 1));
    for (let step = 0; step < steps && this.#ahead.next >= block.first; step++) await this.#step(this.#ahead);
  }

  #begin(index: FrameIndex): Work | undefined {
    const shot = this.shots.find(({ first, last }) => index >= first && index <= last);
    const block = shot && blockAt(index, shot);
    return block && { block, settled: new Map(), next: block.sight, after: undefined };
  }

  async #step(work: Work): Promise<void> {
    const stored = await this.store.read(work.next - this.first);
    if (!stored) throw failureError('internal.bug', `frame ${work.next} has no stored depth`);
    const { state, blind } = stored;
    const begun = threadTime();
    work.after = settle(work.after, { depth: state.depth, luma: state.luma, blind }, compiledFlow);
    this.#spent += threadTime() - begun;
    if (work.next <= work.block.last) work.settled.set(work.next, work.after);
    work.next -= 1;
  }
}

const holds = ({ block }: Work, index: FrameIndex): boolean => index >= block.first && index <= block.last;
