import type { SpareMemory } from '../workers/spareMemory.js';
import type { FrameIndex, FrameRange, FrameRate, Size } from '#contracts/units';

/** One picture: `pixels` is height × width × channels, row-major, 8 bit, upright, full range (0 black, 255 white). */
export interface Frame {
  readonly index: FrameIndex;
  readonly width: number;
  readonly height: number;
  /** 3: red, green, blue. 1: luma. */
  readonly channels: 1 | 3;
  /** Owned by the receiver, alone in its ArrayBuffer: it may be transferred to a worker. */
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/**
 * Port: pictures in order, one at a time. The source decodes ahead by a few pictures only, so memory does not grow with the clip.
 * Leaving the loop early (or `signal`) ends the decoder.
 */
export interface FrameSource extends AsyncIterable<Frame> {
  readonly size: Size;
  readonly rate: FrameRate;
}

export interface FrameRequest {
  /** Source frames wanted, inclusive; a `last` beyond the end means the end. Absent: all. */
  readonly range?: FrameRange;
  /** Size of the delivered pictures; absent: the upright picture's own. */
  readonly size?: Size;
  readonly channels?: 1 | 3;
  readonly signal?: AbortSignal;
  /** Threads of the decoder; absent: as many as it likes, which is more than there are cores. */
  readonly threads?: number;
  /** The decoder gives way to other work (`giveWay`). */
  readonly givesWay?: boolean;
  /** Memory of pictures that were used up. */
  readonly spare?: SpareMemory;
}
