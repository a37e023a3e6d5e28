import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from '../output/checksum.js';
import { writeFailure } from '../output/atomicFile.js';

/** A file of records of one size, each ending in a checksum, so that what a killed process left half-written is found. */
export class RecordFile {
  /** The write that `writeSoon` began last. */
  #running: Promise<void> = Promise.resolve();

  private constructor(
    readonly file: FileHandle,
    readonly path: string,
    readonly recordBytes: number,
  ) {}

  /** Opens or makes the file. `bytes`: a record without its checksum. Fails with `output.unwritable`, `output.diskFull`. */
  static async open(path: string, bytes: number): Promise<RecordFile> {
    const file = await open(path, 'a+').then(async (made) => {
      await made.close();
      return open(path, 'r+');
    }).catch((error: unknown) => {
      throw writeFailure(path, error);
    });
    return new RecordFile(file, path, bytes + 4);
  }

  /** Whole records in the file, damaged ones counted. */
  async count(): Promise<number> {
    return Math.floor((await this.file.stat()).size / this.recordBytes);
  }

  /** Fails with `output.diskFull`, `output.unwritable`. `record` has room for the checksum at its end. */
  async write(position: number, record: Buffer): Promise<void> {
    record.writeUInt32LE(crc32(record.subarray(0, -4)), record.length - 4);
    try {
      await this.file.write(record, 0, record.length, position * this.recordBytes);
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }

  /**
   * Begins to write a record and waits only for the one before it; how it ended is told by the next call, or by `settle`. The record belongs to
   * the write until the next call has come back.
   */
  async writeSoon(position: number, record: Buffer): Promise<void> {
    await this.#running;
    this.#running = this.write(position, record);
    this.#running.catch(() => undefined);
  }

  /** Waits until all is written. Fails as the write did. */
  settle(): Promise<void> {
    return this.#running;
  }

  /** A record, or nothing where it is missing or damaged. `record`: memory of a record to read into. */
  async read(position: number, record: Buffer = Buffer.allocUnsafe(this.recordBytes)): Promise<Buffer | undefined> {
    await this.#running;
    const { bytesRead } = await this.file.read(record, 0, record.length, position * this.recordBytes);
    if (bytesRead < record.length || record.readUInt32LE(record.length - 4) !== crc32(record.subarray(0, -4))) return undefined;
    return record;
  }

  /** The first bytes of a record, not checked against damage. */
  async readHead(position: number, bytes: number): Promise<Buffer> {
    await this.#running;
    const head = Buffer.alloc(bytes);
    await this.file.read(head, 0, bytes, position * this.recordBytes);
    return head;
  }

  async close(): Promise<void> {
    await this.#running.catch(() => undefined);
    await this.file.close();
  }
}

/** Two records' memory, used by turns: one is filled while the other is on its way to the file. */
export class RecordPair {
  readonly #records: readonly [Buffer, Buffer];
  #turn = 0;

  constructor(bytes: number) {
    this.#records = [Buffer.alloc(bytes), Buffer.alloc(bytes)];
  }

  next(): Buffer {
    this.#turn = 1 - this.#turn;
    return this.#records[this.#turn]!;
  }
}

/** Writes typed arrays one after another into a record and takes them out again. */
export class RecordCursor {
  constructor(
    readonly record: Buffer,
    public at: number,
  ) {}

  put(...parts: readonly (Uint8Array | Uint16Array | Float32Array)[]): void {
    for (const part of parts) {
      this.record.set(bytesOf(part), this.at);
      this.at += part.byteLength;
    }
  }

  take<T extends Uint8Array | Uint16Array | Float32Array>(into: T): T {
    bytesOf(into).set(this.record.subarray(this.at, this.at + into.byteLength));
    this.at += into.byteLength;
    return into;
  }
}

const bytesOf = (values: Uint8Array | Uint16Array | Float32Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
