import type { FrameRange, Size } from '#contracts/units';
import type { DecodeAhead } from '../frames/decodeAhead.js';
import type { KeptNetwork } from '../inference/keptNetwork.js';
import { LoadAhead } from '../inference/loadAhead.js';
import type { NetworkPorts } from '../inference/onnxModel.js';
import { threadsNow } from '../workers/giveWay.js';
import { SpareMemory } from '../workers/spareMemory.js';
import type { PreparedJob } from './prepareJob.js';
import { decodeGuides, decodeWhole } from './jobDecoders.js';

/** A decoder that may have been begun, and what takes the memory of its pictures back. */
export interface BegunDecoder {
  readonly decoder: DecodeAhead;
  readonly spare: SpareMemory;
}

/** Largest pictures of which a second decoder waits for as long as the network works: it holds some of them. */
const MOST_HELD = 4096 * 2304;

/**
 * What a job with a large network begins before all about it is settled: its file is loaded while the clip is looked at and hashes are found, and the clip is
 * decoded up to its first picture while the file is loaded, for both passes. All is given up where something else is wanted in the end.
 *
 * The second pass's decoder is started so early because starting a program while the network works costs it a second: Node forks, and then the system has the
 * network fetch each page of its memory anew on its next write (measured with one of Depth Anything V2 Small's cost: its run of 900 ms took 1,900 to 2,360).
 */
export class HeadStart {
  readonly loading: LoadAhead;
  /** Takes the memory of the first pass's pictures, and of what is made of them, back. */
  readonly spare = new SpareMemory();
  /** Threads that the network does not run in. */
  readonly threads = threadsNow();
  #decoding: DecodeAhead | undefined;
  #guides: BegunDecoder | undefined;

  /** `range`: the frames that were asked for. `kept`: what an earlier job has loaded. */
  constructor(
    readonly range: FrameRange,
    readonly signal: AbortSignal,
    kept?: KeptNetwork,
  ) {
    this.loading = new LoadAhead(kept);
  }

  /** Begins to load a network's file for the processor (see LoadAhead). */
  load(path: string): Promise<NetworkPorts> | undefined {
    return this.loading.begin(path);
  }

  /** Begins to decode pictures of full size, and luma of the output's, where a network is being loaded that keeps all cores busy. */
  decode(info: PreparedJob['info'], size: Size): void {
    if (!this.loading.isBegun) return;
    const { signal, range } = this;
    this.#decoding = decodeWhole({ info, signal }, this.spare, true);
    this.#decoding.begin(range);
    if (Math.max(size.width * size.height, info.video.size.width * info.video.size.height) > MOST_HELD) return;
    const spare = new SpareMemory();
    this.#guides = { decoder: decodeGuides({ info, signal, size }, spare, true), spare };
    this.#guides.decoder.begin(range);
  }

  /** The decoder that was begun, once; the caller ends it. */
  takeDecoder(): DecodeAhead | undefined {
    const decoding = this.#decoding;
    this.#decoding = undefined;
    return decoding;
  }

  /** The second pass's, once; the caller ends it. */
  takeGuides(): BegunDecoder | undefined {
    const guides = this.#guides;
    this.#guides = undefined;
    return guides;
  }

  /** Ends what was begun and not taken. */
  async close(): Promise<void> {
    await Promise.all([this.loading.close(), this.takeDecoder()?.close(), this.takeGuides()?.decoder.close()]);
  }
}
