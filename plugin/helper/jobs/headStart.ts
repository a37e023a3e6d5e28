import type { FrameRange } from '#contracts/units';
import type { DecodeAhead } from '../frames/decodeAhead.js';
import type { KeptNetwork } from '../inference/keptNetwork.js';
import { LoadAhead } from '../inference/loadAhead.js';
import type { NetworkPorts } from '../inference/onnxModel.js';
import { threadsNow } from '../workers/giveWay.js';
import { SpareMemory } from '../workers/spareMemory.js';
import type { PreparedJob } from './prepareJob.js';
import { decodeWhole } from './jobDecoders.js';

/**
 * What a job with a large network begins before all about it is settled: its file is loaded while the clip is looked at and hashes are found, and the clip is
 * decoded up to its first picture while the file is loaded. Both are given up where something else is wanted in the end.
 */
export class HeadStart {
  readonly loading: LoadAhead;
  /** Takes the memory of the first pass's pictures, and of what is made of them, back. */
  readonly spare = new SpareMemory();
  /** Threads that the network does not run in. */
  readonly threads = threadsNow();
  #decoding: DecodeAhead | undefined;

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

  /** Begins to decode pictures of full size, where a network is being loaded that wants them soon. */
  decode(info: PreparedJob['info']): void {
    if (!this.loading.isBegun) return;
    this.#decoding = decodeWhole({ info, signal: this.signal }, this.spare, true);
    this.#decoding.begin(this.range);
  }

  /** The decoder that was begun, once; the caller ends it. */
  takeDecoder(): DecodeAhead | undefined {
    const decoding = this.#decoding;
    this.#decoding = undefined;
    return decoding;
  }

  /** Ends what was begun and not taken. */
  async close(): Promise<void> {
    await Promise.all([this.loading.close(), this.takeDecoder()?.close()]);
  }
}
