import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpareMemory } from '../workers/spareMemory.js';

/** Room for what comes in while no picture is being filled, bytes. */
const SCRATCH_BYTES = 1 << 16;

/** Pictures of `bytes` each that a program writes one after another. */
export interface PictureShape {
  readonly bytes: number;
  readonly spare: SpareMemory;
}

/**
 * A program's output as pictures, read straight into their own memory. A child's ordinary pipe hands out a fresh buffer for every 64 KB: a hundred a
 * picture of 1080p, which then is copied together, and whose collection costs as much again. A rest at the end that is shorter than a picture is dropped:
 * it is what a stopped decoder left. Reads one picture ahead of the reader.
 */
export class PicturePipe implements AsyncIterable<Uint8Array<ArrayBuffer>> {
  readonly #reading: Socket;
  readonly #scratch = new Uint8Array(SCRATCH_BYTES);
  /** Where the bytes go that are on their way. */
  #into: Uint8Array = this.#scratch;
  #picture: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;
  readonly #whole: Uint8Array<ArrayBuffer>[] = [];
  #isEnded = false;
  #wake: () => void = () => undefined;

  private constructor(
    path: string,
    readonly shape: PictureShape,
  ) {
    this.#reading = connect({ path, onread: { buffer: () => this.#room(), callback: (count) => this.#take(count) } });
    this.#reading.on('error', () => undefined);
    for (const event of ['end', 'close']) this.#reading.on(event, () => this.#end());
  }

  /**
   * The pipe, and its end that a child gets as its stdout: close it here once the child has it. Nothing where the system's pipes cannot be shared
   * that way (Windows), or do not let us in. `server`: listens for our own end.
   */
  static async open(shape: PictureShape, server: Server = createServer()): Promise<{ readonly pipe: PicturePipe; readonly end: Socket } | undefined> {
    if (process.platform === 'win32') return undefined;
    const path = join(tmpdir(), `depthbeat-${randomBytes(8).toString('hex')}`);
    server.listen(path);
    try {
      await once(server, 'listening');
      const pipe = new PicturePipe(path, shape);
      const refused = new AbortController();
      pipe.#reading.once('close', () => refused.abort());
      const [end] = (await once(server, 'connection', { signal: refused.signal })) as [Socket];
      return { pipe, end };
    } catch {
      // A folder that takes no sockets, or a connection that was refused.
      return undefined;
    } finally {
      server.close();
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    try {
      for (;;) {
        while (this.#whole.length === 0 && !this.#isEnded) await new Promise<void>((resolve) => (this.#wake = resolve));
        const picture = this.#whole.shift();
        if (!picture) return;
        if (this.#whole.length === 0) this.#reading.resume();
        yield picture;
      }
    } finally {
      this.close();
    }
  }

  close(): void {
    this.#reading.destroy();
  }

  /** Where the next bytes go: into the picture, but for its last ones, with which the next picture may come. */
  #room(): Uint8Array {
    const rest = this.#picture ? this.#picture.subarray(this.#filled) : this.#scratch;
    return (this.#into = rest.length > SCRATCH_BYTES ? rest : this.#scratch);
  }

  /** Takes so many bytes that came in; false: no more for now. */
  #take(count: number): boolean {
    if (this.#into === this.#scratch) this.#copy(this.#scratch.subarray(0, count));
    else this.#fill(count);
    if (this.#whole.length > 0) this.#wake();
    return this.#whole.length === 0;
  }

  #copy(chunk: Uint8Array): void {
    const { bytes, spare } = this.shape;
    for (let read = 0; read < chunk.length; ) {
      this.#picture ??= new Uint8Array(spare.take(bytes));
      const part = chunk.subarray(read, read + bytes - this.#filled);
      this.#picture.set(part, this.#filled);
      read += part.length;
      this.#fill(part.length);
    }
  }

  #fill(count: number): void {
    this.#filled += count;
    if (!this.#picture || this.#filled < this.shape.bytes) return;
    this.#whole.push(this.#picture);
    this.#picture = undefined;
    this.#filled = 0;
  }

  #end(): void {
    this.#isEnded = true;
    this.#wake();
  }
}
