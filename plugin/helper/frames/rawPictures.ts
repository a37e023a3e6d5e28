import type { Readable } from 'node:stream';
import type { PictureShape } from './picturePipe.js';

/**
 * Cuts a stream of raw bytes into pictures, where there is no pipe of our own (`PicturePipe`). A rest at the end that is shorter than a picture is dropped:
 * it is what a stopped decoder left. Each picture has an ArrayBuffer of its own. Reads on demand only.
 */
export async function* picturesOf(stream: Readable, { bytes, spare }: PictureShape): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let picture = new Uint8Array(spare.take(bytes));
  let filled = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    let read = 0;
    while (read < chunk.length) {
      const part = chunk.subarray(read, read + Math.min(bytes - filled, chunk.length - read));
      picture.set(part, filled);
      filled += part.length;
      read += part.length;
      if (filled === bytes) {
        yield picture;
        picture = new Uint8Array(spare.take(bytes));
        filled = 0;
      }
    }
  }
}
