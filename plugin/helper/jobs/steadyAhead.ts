import { barsOf, commonBars, fillBars, hasBars, noBars, type Bars } from '#core/depth/bars';
import { quantilesOf } from '#core/depth/packedMap';
import type { ShotChange } from '#core/depth/shotChange';
import type { FlowKernels } from '#core/depth/flowKernels';
import { stabilise, type StabiliserState } from '#core/depth/stabiliser';
import { KEPT_QUANTILES } from '../cache/mapStore.js';
import type { RawFrame } from '../cache/rawRing.js';
import type { SpareMemory } from '../workers/spareMemory.js';
import { compiledFlow } from '../kernels/flowKernels.js';

/** What is carried from frame to frame; all of it is in the store's last records. */
export interface Carried {
  readonly state: StabiliserState | undefined;
  /** Bars that all pictures of the shot so far had; none known before the first that showed anything. */
  readonly bars: Bars | undefined;
}

/** A frame on the scale of its shot. */
export interface SteadiedFrame extends ShotChange {
  readonly frame: RawFrame;
  readonly state: StabiliserState;
  readonly bars: Bars | undefined;
  readonly quantiles: Float32Array;
}

/** Steadies one frame after those before it. */
function steady(carried: Carried, { frame, cut, blind }: WaitingFrame, { metric, kernels }: { readonly metric: boolean; readonly kernels: FlowKernels }): SteadiedFrame {
  const { depth, luma } = frame;
  const known = cut ? undefined : carried.bars;
  const own = barsOf(luma, depth.width, depth.height);
  const bars = blind ? known : known ? commonBars(known, own) : own;
  const state = stabilise(carried.state, { depth: withoutBars(depth, bars), luma, cut, blind, bars: bars ?? noBars, metric }, kernels);
  return { frame, cut, blind, state, bars, quantiles: quantilesOf(state.depth, KEPT_QUANTILES, bars) };
}

/** The map as it came may be asked for again, so it is not written into. */
function withoutBars(depth: RawFrame['depth'], bars: Bars | undefined): RawFrame['depth'] {
  if (!bars || !hasBars(bars)) return depth;
  const codes = depth.codes.slice();
  fillBars(codes, depth.width, depth.height, bars);
  return { ...depth, codes };
}

/** A frame, and what it looks like or was judged to be. */
type WaitingFrame = ShotChange & { readonly frame: RawFrame };

const after = ({ state, bars }: SteadiedFrame): Carried => ({ state, bars: state.blind ? undefined : bars });

/**
 * Steadies frames while they wait to be judged, as if they were what they look like; where one turns out otherwise, it and those after it are
 * steadied again. The results are those of waiting; what is gained is that nothing is left to do when the network has done its last frame.
 */
export class SteadyAhead {
  readonly #waiting: WaitingFrame[] = [];
  /** Of the first of `#waiting`. */
  #steadied: SteadiedFrame[] = [];
  readonly #kernels: FlowKernels;

  /** `carried`: what the frames before left. `timed`: runs the work on each frame. `spare`: takes back the memory of frames that were taken, and of maps. */
  constructor(
    public carried: Carried,
    readonly options: { readonly metric: boolean; readonly timed: (work: () => SteadiedFrame) => SteadiedFrame; readonly spare?: SpareMemory },
  ) {
    this.#kernels = compiledFlow(options.spare);
  }

  /** The next frame and what it looks like. */
  take(frame: RawFrame, guess: ShotChange): void {
    this.#waiting.push({ frame, ...guess });
    this.#goOn();
    // One of those that were steadied in vain, if there are any: not all at once, since the next picture is waited for.
    this.#goOn();
  }

  /** The oldest frame that was taken, as it was judged. */
  settle(judged: ShotChange): SteadiedFrame {
    const first = this.#waiting.shift()!;
    const found = this.#steadied.shift();
    const isRight = found?.cut === judged.cut && found.blind === judged.blind;
    if (!isRight) this.#steadied = [];
    const settled = isRight ? found : this.#steady(this.carried, { ...first, ...judged });
    this.#giveBack([first.frame, this.carried.state], settled.state);
    this.carried = after(settled);
    return settled;
  }

  /** Maps and lumas that live on in `kept` stay: the first frame of a shot passes unchanged, one that shows nothing keeps what was. */
  #giveBack(used: readonly (Pick<StabiliserState, 'depth' | 'luma'> | undefined)[], { depth, luma }: StabiliserState): void {
    for (const one of used) {
      if (one && one.depth.codes !== depth.codes) this.options.spare?.give(one.depth.codes.buffer);
      if (one && one.luma !== luma) this.options.spare?.give(one.luma.buffer);
    }
  }

  #goOn(): void {
    const next = this.#waiting[this.#steadied.length];
    const last = this.#steadied.at(-1);
    if (next) this.#steadied.push(this.#steady(last ? after(last) : this.carried, next));
  }

  #steady(carried: Carried, next: WaitingFrame): SteadiedFrame {
    return this.options.timed(() => steady(carried, next, { metric: this.options.metric, kernels: this.#kernels }));
  }
}
