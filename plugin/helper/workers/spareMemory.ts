/** Buffers of one size that are kept at most: as many are in use at once as frames are in flight. */
const MOST = 16;

/**
 * Memory of pictures and maps that were used up, for the next ones of their size: fresh memory costs the system more time (page faults) than
 * filling it, and the engine more rounds of collection.
 */
export class SpareMemory {
  readonly #spare = new Map<number, ArrayBuffer[]>();

  /** Takes over a buffer: nobody may look at it any more. */
  give(buffer: ArrayBufferLike): void {
    // What was handed to another thread is empty here.
    if (!(buffer instanceof ArrayBuffer) || buffer.byteLength === 0) return;
    const alike = this.#spare.get(buffer.byteLength) ?? [];
    if (alike.length < MOST) alike.push(buffer);
    this.#spare.set(buffer.byteLength, alike);
  }

  /** A buffer of exactly so many bytes; what it holds is undefined. */
  take(bytes: number): ArrayBuffer {
    return this.#spare.get(bytes)?.pop() ?? new ArrayBuffer(bytes);
  }
}
