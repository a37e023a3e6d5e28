import type { PackedMap } from '#core/depth/packedMap';
import { blockAt, settle, type SettledBlock, type SettledFrame, type SteadyFrame } from '#core/depth/settle';
import { failureError } from '#core/failure/result';
import type { FrameIndex, FrameRange } from '#contracts/units';
import { compiledFlow } from '../kernels/flowKernels.js';
import type { SpareMemory } from '../workers/spareMemory.js';
import { threadTime } from '../workers/threadTime.js';

/** A settled map as it is given out. */
export type SettledMap = Omit<SettledFrame, 'luma'>;

/** A map alone in its memory, which may be handed to another thread. */
export type OwnedMap = PackedMap & { readonly codes: Uint16Array<ArrayBuffer> };

/** A block whose frames are settled one by one from its far end. */
interface Work {
  readonly block: SettledBlock;
  readonly settled: Map<FrameIndex, SettledMap>;
  next: FrameIndex;
  after: SettledFrame | undefined;
}

/**
 * The stored maps of a first pass, settled (core/depth/settle), for frames that are asked for in order. Memory holds the block in hand and the
 * one after it, which is made frame by frame in between so that whoever waits for a frame never waits for a block. What comes out of a
 * block depends on nothing but the store: a job that goes on settles the same.
 */
export class SettledMaps {
  /** In order, without gaps, as far as they are known: a frame is asked for when all is stored that is looked at for it. */
  shots: readonly FrameRange[] = [];
  #here: Work | undefined;
  #ahead: Work | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #spent = 0;

  /** `stored`: a frame of the store, or nothing where it is damaged; its memory, and that of maps, comes from `spare`. `block`: frames that are settled together (`blockLength`). */
  constructor(
    readonly stored: (index: FrameIndex) => Promise<SteadyFrame | undefined>,
    readonly spare: SpareMemory,
    readonly block?: number,
  ) {}

  /** A frame's settled map, whole until a later frame is asked for. Fails with `internal.bug` for a frame that is not stored. */
  read(index: FrameIndex): Promise<SettledMap> {
    const answer = this.#turn.then(() => this.#read(index));
    this.#turn = answer.then(() => this.#goAhead()).catch(() => undefined);
    return answer;
  }

  /** Settles the block of a frame, so that it is there when it is asked for. Fails as `read`. */
  foresee(index: FrameIndex): Promise<void> {
    const answer = this.#turn.then(() => this.#enter(index)).then(() => undefined);
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** Processor time of this thread spent on settling since the last call, milliseconds. */
  takeTime(): number {
    const spent = this.#spent;
    this.#spent = 0;
    return spent;
  }

  async #read(index: FrameIndex): Promise<SettledMap> {
    const here = await this.#enter(index);
    for (const [made, { depth }] of here.settled) {
      if (made >= index) continue;
      here.settled.delete(made);
      this.#giveBack(depth.codes, here);
    }
    const frame = here.settled.get(index);
    if (!frame) throw failureError('internal.bug', `frame ${index} was asked for twice`);
    return frame;
  }

  /** The block of a frame, settled as far back as that. */
  async #enter(index: FrameIndex): Promise<Work> {
    const block = this.#blockOf(index);
    if (!block) throw failureError('internal.bug', `frame ${index} is in no shot`);
    const found = [this.#here, this.#ahead].find((work) => work && isSame(work.block, block)) ?? begun(block);
    if (found === this.#ahead) this.#ahead = undefined;
    this.#here = found;
    while (found.next >= index) await this.#step(found);
    return found;
  }

  /** A share of the next block, so large that it is whole when its turn comes. */
  async #goAhead(): Promise<void> {
    const here = this.#here?.block;
    const next = here && this.#blockOf(here.last + 1);
    if (!here || !next) return;
    if (!this.#ahead || !isSame(this.#ahead.block, next)) this.#ahead = begun(next);
    const steps = Math.ceil((next.sight - next.first + 1) / (here.last - here.first + 1));
    for (let step = 0; step < steps && this.#ahead.next >= next.first; step++) await this.#step(this.#ahead);
  }

  #blockOf(index: FrameIndex): SettledBlock | undefined {
    const shot = this.shots.find(({ first, last }) => index >= first && index <= last);
    return shot && blockAt(index, shot, this.block);
  }

  async #step(work: Work): Promise<void> {
    const stored = await this.stored(work.next);
    if (!stored) throw failureError('internal.bug', `frame ${work.next} has no stored depth`);
    const begun = threadTime();
    const before = work.after;
    work.after = settle(before, stored, compiledFlow(this.spare));
    this.#spent += threadTime() - begun;
    if (work.next <= work.block.last) work.settled.set(work.next, { depth: work.after.depth, ...(work.after.flicker === undefined ? {} : { flicker: work.after.flicker }) });
    work.next -= 1;
    for (const used of [before?.luma, stored.luma, before?.depth.codes, stored.depth.codes]) this.#giveBack(used, work);
  }

  /** What a frame that shows nothing, or the last one, has in common with others stays. */
  #giveBack(used: Uint8Array | Uint16Array | undefined, { settled, after }: Work): void {
    if (!used || used === after?.luma || used === after?.depth.codes) return;
    for (const { depth } of settled.values()) if (used === depth.codes) return;
    this.spare.give(used.buffer);
  }
}

const begun = (block: SettledBlock): Work => ({ block, settled: new Map(), next: block.sight, after: undefined });

const isSame = (a: SettledBlock, b: SettledBlock): boolean => a.first === b.first && a.last === b.last && a.sight === b.sight;
