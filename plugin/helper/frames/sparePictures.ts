/**
 * Memory of pictures that were used up, for the next ones of their size: fresh memory costs the system more time (page faults) than filling it.
 */
export class SparePictures {
  readonly #spare: ArrayBuffer[] = [];

  /** Takes over a picture's memory. */
  give(buffer: ArrayBuffer): void {
    this.#spare.push(buffer);
  }

  /** Memory for a picture; what it holds is undefined. */
  take(bytes: number): Uint8Array<ArrayBuffer> {
    const found = this.#spare.pop();
    return found?.byteLength === bytes ? new Uint8Array(found) : new Uint8Array(bytes);
  }
}
