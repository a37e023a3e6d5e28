import { LOOK_AHEAD } from '#core/depth/shotChange';
import { THUMB_HEIGHT, THUMB_WIDTH } from '#core/depth/sceneCut';
import type { PackedMap } from '#core/depth/packedMap';
import type { Size } from '#contracts/units';
import { RecordCursor, RecordFile, RecordPair } from './recordFile.js';

/** What the network made of one frame, before it is steadied. */
export interface RawFrame {
  readonly index: number;
  readonly depth: PackedMap;
  readonly luma: Uint8Array;
  readonly thumbnail: Uint8Array;
}

const HEAD = 24;
const THUMB_BYTES = THUMB_WIDTH * THUMB_HEIGHT * 3;
/** Frames that wait to be judged, and some that a stopped job may have written out of turn. */
const SLOTS = LOOK_AHEAD + 16;

/**
 * The frames that wait to be judged, on disk: a fixed number of slots used in turn, so that a killed job runs its network again for no more
 * than what was in flight.
 */
export class RawRing {
  readonly #file: RecordFile;
  readonly #size: Size;
  readonly #records: RecordPair;

  private constructor(file: RecordFile, size: Size) {
    this.#file = file;
    this.#size = size;
    this.#records = new RecordPair(file.recordBytes);
  }

  static async open(path: string, size: Size): Promise<RawRing> {
    return new RawRing(await RecordFile.open(path, HEAD + THUMB_BYTES + size.width * size.height * 3), size);
  }

  /** The write may still be under way when this comes back. Fails with `output.diskFull`, `output.unwritable`, at the latest in `settle`. */
  async write({ index, depth, luma, thumbnail }: RawFrame): Promise<void> {
    const record = this.#records.next();
    record.writeUInt32LE(index, 0);
    record.writeDoubleLE(depth.low, 8);
    record.writeDoubleLE(depth.high, 16);
    new RecordCursor(record, HEAD).put(thumbnail, luma, depth.codes);
    await this.#file.writeSoon(index % SLOTS, record);
  }

  /** Waits until all is written. Fails as `write`. */
  settle(): Promise<void> {
    return this.#file.settle();
  }

  /** The unbroken run of frames that begins at `first`. */
  async readFrom(first: number): Promise<RawFrame[]> {
    const frames: RawFrame[] = [];
    for (let index = first; index < first + SLOTS; index++) {
      const record = await this.#file.read(index % SLOTS);
      if (record?.readUInt32LE(0) !== index) break;
      frames.push(this.#decode(record));
    }
    return frames;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #decode(record: Buffer): RawFrame {
    const pixels = this.#size.width * this.#size.height;
    const cursor = new RecordCursor(record, HEAD);
    const thumbnail = cursor.take(new Uint8Array(THUMB_BYTES));
    const luma = cursor.take(new Uint8Array(pixels));
    const codes = cursor.take(new Uint16Array(pixels));
    return { index: record.readUInt32LE(0), thumbnail, luma, depth: { ...this.#size, low: record.readDoubleLE(8), high: record.readDoubleLE(16), codes } };
  }
}
