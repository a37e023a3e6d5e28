import { open, type FileHandle } from 'node:fs/promises';
import type { ScaleShift } from '#core/depth/alignScaleShift';
import type { PackedMap } from '#core/depth/packedMap';
import { CUT_LOOK_BACK, THUMB_HEIGHT, THUMB_WIDTH, type Thumbnail } from '#core/depth/sceneCut';
import type { Size } from '#contracts/units';
import { crc32 } from '../output/checksum.js';
import { writeFailure } from '../output/atomicFile.js';

/** Quantiles kept per frame, from which a shot's range and focus planes are made. */
export const KEPT_QUANTILES = 65;

/** One frame of the first pass: its stabilised depth and all that the next frame's step needs. */
export interface StoredFrame {
  readonly index: number;
  readonly cut: boolean;
  readonly fit: ScaleShift;
  readonly depth: PackedMap;
  readonly luma: Uint8Array;
  readonly thumbnail: Uint8Array;
  readonly quantiles: Float32Array;
}

const HEAD = 48;
const THUMB_BYTES = THUMB_WIDTH * THUMB_HEIGHT * 3;

/**
 * A file of equal records, one per frame, appended in order. Each record ends in a checksum, so that what a killed process
 * left at the end is found and cut off. Memory holds one record at a time.
 */
export class MapStore {
  readonly #file: FileHandle;
  readonly #size: Size;
  readonly #path: string;
  #count = 0;

  private constructor(file: FileHandle, path: string, size: Size) {
    this.#file = file;
    this.#path = path;
    this.#size = size;
  }

  /** Opens or makes the file and cuts off an unfinished or damaged end. */
  static async open(path: string, size: Size): Promise<MapStore> {
    const file = await open(path, 'a+').then(async (made) => {
      await made.close();
      return open(path, 'r+');
    }).catch((error: unknown) => {
      throw writeFailure(path, error);
    });
    const store = new MapStore(file, path, size);
    store.#count = Math.floor((await file.stat()).size / store.#recordBytes);
    while (store.#count > 0 && !(await store.read(store.#count - 1))) store.#count -= 1;
    await file.truncate(store.#count * store.#recordBytes);
    return store;
  }

  /** Frames stored. */
  get count(): number {
    return this.#count;
  }

  get #pixels(): number {
    return this.#size.width * this.#size.height;
  }

  get #recordBytes(): number {
    return HEAD + KEPT_QUANTILES * 4 + THUMB_BYTES + this.#pixels * 3 + 4;
  }

  /** Fails with `output.diskFull`, `output.unwritable`. */
  async append(frame: StoredFrame): Promise<void> {
    const record = this.#encode(frame);
    try {
      await this.#file.write(record, 0, record.length, this.#count * this.#recordBytes);
    } catch (error) {
      throw writeFailure(this.#path, error);
    }
    this.#count += 1;
  }

  /** The n-th stored frame, or nothing when its record is damaged. */
  async read(position: number): Promise<StoredFrame | undefined> {
    const record = Buffer.alloc(this.#recordBytes);
    const { bytesRead } = await this.#file.read(record, 0, record.length, position * this.#recordBytes);
    if (bytesRead < record.length || record.readUInt32LE(record.length - 4) !== crc32(record.subarray(0, -4))) return undefined;
    return this.#decode(record);
  }

  /** The small part of the n-th record: where shots begin and how values are spread. Not checked against damage. */
  async readSummary(position: number): Promise<Pick<StoredFrame, 'cut' | 'quantiles'>> {
    const record = Buffer.alloc(HEAD + KEPT_QUANTILES * 4);
    await this.#file.read(record, 0, record.length, position * this.#recordBytes);
    return { cut: record.readUInt32LE(4) === 1, quantiles: floatsAt(record, HEAD, KEPT_QUANTILES) };
  }

  /** What is known of the frames before the next one: thumbnails, oldest first, and where their shot began (0 for none stored). */
  async readEnd(): Promise<{ readonly before: readonly Thumbnail[]; readonly shotStart: number }> {
    const before: Thumbnail[] = [];
    for (let position = Math.max(0, this.#count - CUT_LOOK_BACK); position < this.#count; position++) before.push((await this.read(position))!.thumbnail);
    let shotStart = Math.max(0, this.#count - 1);
    while (shotStart > 0 && !(await this.readSummary(shotStart)).cut) shotStart -= 1;
    return { before, shotStart };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #encode({ index, cut, fit, depth, luma, thumbnail, quantiles }: StoredFrame): Buffer {
    const record = Buffer.alloc(this.#recordBytes);
    record.writeUInt32LE(index, 0);
    record.writeUInt32LE(cut ? 1 : 0, 4);
    [fit.scale, fit.shift, depth.low, depth.high].forEach((value, i) => record.writeDoubleLE(value, 8 + i * 8));
    let at = HEAD;
    for (const part of [bytesOf(quantiles), thumbnail, luma, bytesOf(depth.codes)]) {
      record.set(part, at);
      at += part.length;
    }
    record.writeUInt32LE(crc32(record.subarray(0, -4)), record.length - 4);
    return record;
  }

  #decode(record: Buffer): StoredFrame {
    const [scale, shift, low, high] = [8, 16, 24, 32].map((at) => record.readDoubleLE(at)) as [number, number, number, number];
    const thumbAt = HEAD + KEPT_QUANTILES * 4;
    const lumaAt = thumbAt + THUMB_BYTES;
    const codes = new Uint16Array(this.#pixels);
    bytesOf(codes).set(record.subarray(lumaAt + this.#pixels, lumaAt + this.#pixels * 3));
    return {
      index: record.readUInt32LE(0),
      cut: record.readUInt32LE(4) === 1,
      fit: { scale, shift },
      depth: { ...this.#size, low, high, codes },
      luma: Uint8Array.from(record.subarray(lumaAt, lumaAt + this.#pixels)),
      thumbnail: Uint8Array.from(record.subarray(thumbAt, lumaAt)),
      quantiles: floatsAt(record, HEAD, KEPT_QUANTILES),
    };
  }
}

const bytesOf = (values: Float32Array | Uint16Array): Uint8Array => new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

function floatsAt(record: Buffer, at: number, count: number): Float32Array {
  const values = new Float32Array(count);
  bytesOf(values).set(record.subarray(at, at + count * 4));
  return values;
}
