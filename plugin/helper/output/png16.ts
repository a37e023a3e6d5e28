import { deflateSync } from 'node:zlib';
import type { ValueRange } from '#core/depth/statistics';
import { kernelMemory, type Place } from '../kernels/kernelMemory.js';
import { crc32 } from './checksum.js';
import type { FileParts } from './pictureWriters.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOUR_TYPES = { 1: 0, 3: 2 } as const;

/**
 * Collects the rows of a 16-bit PNG, grey or RGB, each filtered as it comes: depth is smooth, so every byte less the one above it is nearly always
 * small, and run lengths with Huffman codes then pack almost as well as full deflate at a sixth of its time. Lines, filter and packing are those
 * of the compiled kernels. `encode` has to be called once: it gives the lines' memory back.
 */
export class Png16 {
  readonly #memory = kernelMemory();
  readonly #lineBytes: number;
  readonly #codeBytes: number;
  /** Codes of the present row, of the one above it, a row of values, and all lines. */
  readonly #codes: Place;
  readonly #above: Place;
  readonly #row: Place;
  readonly #lines: Place;
  #y = 0;

  constructor(
    readonly width: number,
    readonly height: number,
    readonly channels: 1 | 3 = 1,
  ) {
    const { run } = this.#memory;
    this.#codeBytes = 2 * channels * width;
    this.#lineBytes = 1 + this.#codeBytes;
    [this.#codes, this.#above, this.#row, this.#lines] = [run.reserve(this.#codeBytes + 16), run.reserve(this.#codeBytes), run.reserve(4 * width + 32), run.reserve(this.#lineBytes * height)];
    this.#memory.bytesAt(this.#above, this.#codeBytes).fill(0);
  }

  /** The next row from the top, `width` × `channels` codes. */
  addRow(codes: Uint16Array): void {
    this.#memory.put(codes, this.#codes);
    this.#filter();
  }

  /** The next row of a grey picture as raw disparity: the codes are those of `encodeRow16`. */
  addDepthRow(row: Float32Array, { far, near }: ValueRange): void {
    this.#memory.run.encode16(this.#memory.placeOf(row, this.#row), this.width, far, 65535 / (near - far), this.#codes);
    this.#filter();
  }

  #filter(): void {
    this.#memory.run.filterRow16(this.#codes, this.#above, this.#codeBytes / 2, this.#lines + this.#y++ * this.#lineBytes);
  }

  /** The whole file in parts, which are void as soon as the kernels run again. */
  encode(): FileParts {
    const { run } = this.#memory;
    const length = this.#lineBytes * this.height;
    const packed = this.#memory.lasting(run.deflateBound(length));
    const bytes = run.deflate(this.#lines, length, packed);
    for (const place of [this.#codes, this.#above, this.#row, this.#lines]) run.release(place);
    return pngFile({ width: this.width, height: this.height, channels: this.channels, bits: 16 }, this.#memory.bytesAt(packed, bytes));
  }
}

/** Collects the rows of an 8-bit PNG. Dithered rows have no neighbours alike, so they are stored unfiltered. */
export class Png8 {
  readonly #lines: Uint8Array;
  #at = 0;

  constructor(
    readonly width: number,
    readonly height: number,
    readonly channels: 1 | 3,
  ) {
    this.#lines = new Uint8Array((1 + channels * width) * height);
  }

  addRow(codes: Uint8Array): void {
    this.#lines.set(codes, this.#at + 1);
    this.#at += 1 + codes.length;
  }

  encode(): FileParts {
    const { width, height, channels } = this;
    return pngFile({ width, height, channels, bits: 8 }, deflateSync(this.#lines, { level: 1, memLevel: 9, chunkSize: 1 << 18 }));
  }
}

function pngFile({ width, height, channels, bits }: { readonly width: number; readonly height: number; readonly channels: 1 | 3; readonly bits: 8 | 16 }, packed: Uint8Array): FileParts {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([bits, COLOUR_TYPES[channels], 0, 0, 0], 8);
  return [SIGNATURE, ...chunk('IHDR', header), ...chunk('IDAT', packed), ...chunk('IEND', new Uint8Array(0))];
}

function chunk(type: string, data: Uint8Array): FileParts {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
  return [head, data, sum];
}
