import type { Bars } from '#core/depth/bars';
import { anchorSize } from '#core/depth/anchor';
import { THUMB_HEIGHT, THUMB_WIDTH, type Thumbnail } from '#core/depth/sceneCut';
import { LOOK_BACK } from '#core/depth/shotChange';
import type { SteadyFrame } from '#core/depth/settle';
import type { StabiliserState } from '#core/depth/stabiliser';
import type { Size } from '#contracts/units';
import type { SpareMemory } from '../workers/spareMemory.js';
import { RecordCursor, RecordFile, RecordPair } from './recordFile.js';

/** Quantiles kept per frame, from which a shot's range and focus planes are made. */
export const KEPT_QUANTILES = 65;

/** The small part of a frame's record: where shots begin, how values are spread, how well the frame went. */
export interface FrameSummary {
  readonly cut: boolean;
  /** The picture shows nothing: its depth is that of a neighbour. */
  readonly blind: boolean;
  readonly bars: Bars;
  readonly agreement: number;
  readonly quantiles: Float32Array;
}

/** One frame of the first pass: its stabilised depth and all that the next frame's step needs. */
export interface StoredFrame extends FrameSummary {
  readonly index: number;
  readonly state: StabiliserState;
  readonly thumbnail: Uint8Array;
}

const HEAD = 56;
const HEAD_AND_QUANTILES = HEAD + KEPT_QUANTILES * 4;
const THUMB_BYTES = THUMB_WIDTH * THUMB_HEIGHT * 3;
/** Flags of a record. */
const [CUT, BLIND, STATE_BLIND] = [1, 2, 4];

/** A file of equal records, one per frame, appended in order; an unfinished or damaged end is cut off. Memory holds one record at a time. */
export class MapStore {
  readonly #file: RecordFile;
  readonly #size: Size;
  readonly #records: RecordPair;
  #count = 0;

  private constructor(file: RecordFile, size: Size) {
    this.#file = file;
    this.#size = size;
    this.#records = new RecordPair(file.recordBytes);
  }

  static async open(path: string, size: Size): Promise<MapStore> {
    const store = await MapStore.openToRead(path, size);
    const file = store.#file;
    store.#count = await file.count();
    while (store.#count > 0 && !(await file.read(store.#count - 1))) store.#count -= 1;
    await file.file.truncate(store.#count * file.recordBytes);
    return store;
  }

  /** Opens a store that another thread appends to: for `readMap` alone. */
  static async openToRead(path: string, size: Size): Promise<MapStore> {
    const anchor = anchorSize(size.width, size.height);
    return new MapStore(await RecordFile.open(path, HEAD_AND_QUANTILES + THUMB_BYTES + size.width * size.height * 3 + anchor.width * anchor.height * 5), size);
  }

  /** Frames stored. */
  get count(): number {
    return this.#count;
  }

  /** Stores the next frame; the write may still be under way. Fails with `output.diskFull`, `output.unwritable`, at the latest in `settle`. */
  async append(frame: StoredFrame): Promise<void> {
    await this.#file.writeSoon(this.#count, this.#encode(frame));
    this.#count += 1;
  }

  /** Waits until all frames are in the file. Fails as `append`. */
  settle(): Promise<void> {
    return this.#file.settle();
  }

  /** The n-th stored frame, or nothing when its record is damaged. */
  async read(position: number): Promise<StoredFrame | undefined> {
    const record = await this.#file.read(position);
    return record && this.#decode(record);
  }

  /** What settling looks at of the n-th stored frame, in memory from `spare`, or nothing when its record is damaged. One call at a time. */
  async readMap(position: number, spare: SpareMemory): Promise<SteadyFrame | undefined> {
    const record = await this.#file.read(position, this.#records.next());
    if (!record) return undefined;
    const { low, high } = mapBounds(record);
    const pixels = this.#size.width * this.#size.height;
    const cursor = new RecordCursor(record, HEAD_AND_QUANTILES + THUMB_BYTES);
    const luma = cursor.take(new Uint8Array(spare.take(pixels)));
    return { luma, depth: { ...this.#size, low, high, codes: cursor.take(new Uint16Array(spare.take(2 * pixels))) }, blind: isBlind(record) };
  }

  /** Not checked against damage. */
  async readSummary(position: number): Promise<FrameSummary> {
    return summaryIn(await this.#file.readHead(position, HEAD_AND_QUANTILES));
  }

  /** What is known of the frames before the next one: thumbnails with where shots began, oldest first, and where their shot began (0 for none stored). */
  async readEnd(): Promise<{ readonly before: readonly { readonly thumbnail: Thumbnail; readonly cut: boolean }[]; readonly shotStart: number }> {
    const before: { readonly thumbnail: Thumbnail; readonly cut: boolean }[] = [];
    for (let position = Math.max(0, this.#count - LOOK_BACK); position < this.#count; position++) {
      const { thumbnail, cut } = (await this.read(position))!;
      before.push({ thumbnail, cut });
    }
    let shotStart = Math.max(0, this.#count - 1);
    while (shotStart > 0 && !(await this.readSummary(shotStart)).cut) shotStart -= 1;
    return { before, shotStart };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  #encode({ index, cut, blind, bars, agreement, quantiles, state, thumbnail }: StoredFrame): Buffer {
    const record = this.#records.next();
    record.writeUInt32LE(index, 0);
    record.writeUInt32LE((cut ? CUT : 0) | (blind ? BLIND : 0) | (state.blind ? STATE_BLIND : 0), 4);
    const { fit, depth } = state;
    [fit.scale, fit.shift, depth.low, depth.high, agreement].forEach((value, i) => record.writeDoubleLE(value, 8 + i * 8));
    [bars.top, bars.bottom, bars.left, bars.right].forEach((value, i) => record.writeUInt16LE(value, 48 + i * 2));
    new RecordCursor(record, HEAD).put(quantiles, thumbnail, state.luma, depth.codes, state.anchor.depth, state.anchor.trust);
    return record;
  }

  #decode(record: Buffer): StoredFrame {
    const pixels = this.#size.width * this.#size.height;
    const [scale, shift] = [8, 16].map((at) => record.readDoubleLE(at)) as [number, number];
    const { low, high } = mapBounds(record);
    const summary = summaryIn(record);
    const cursor = new RecordCursor(record, HEAD_AND_QUANTILES);
    const thumbnail = cursor.take(new Uint8Array(THUMB_BYTES));
    const luma = cursor.take(new Uint8Array(pixels));
    const depth = { ...this.#size, low, high, codes: cursor.take(new Uint16Array(pixels)) };
    const size = anchorSize(this.#size.width, this.#size.height);
    const places = size.width * size.height;
    const anchor = { ...size, depth: cursor.take(new Float32Array(places)), trust: cursor.take(new Uint8Array(places)) };
    const { agreement } = summary;
    const blind = (record.readUInt32LE(4) & STATE_BLIND) !== 0;
    return { ...summary, index: record.readUInt32LE(0), thumbnail, state: { depth, luma, fit: { scale, shift }, anchor, blind, agreement } };
  }
}

const mapBounds = (record: Buffer): { readonly low: number; readonly high: number } => ({ low: record.readDoubleLE(24), high: record.readDoubleLE(32) });

const isBlind = (head: Buffer): boolean => (head.readUInt32LE(4) & BLIND) !== 0;

function summaryIn(head: Buffer): FrameSummary {
  const flags = head.readUInt32LE(4);
  const [top, bottom, left, right] = [48, 50, 52, 54].map((at) => head.readUInt16LE(at)) as [number, number, number, number];
  return {
    cut: (flags & CUT) !== 0,
    blind: isBlind(head),
    bars: { top, bottom, left, right },
    agreement: head.readDoubleLE(40),
    quantiles: new RecordCursor(head, HEAD).take(new Float32Array(KEPT_QUANTILES)),
  };
}
