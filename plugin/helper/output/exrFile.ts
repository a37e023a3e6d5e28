import { deflateSync } from 'node:zlib';
import type { FrameRate, Size } from '#contracts/units';
import { halvesFromFloats } from '#core/depth/halfFloat';

/** A grey picture: values height × width, row-major. */
export interface ExrPicture extends Size {
  readonly pixelAspect: number;
  readonly rate: FrameRate;
  readonly type: 'half' | 'float';
  readonly values: Float32Array;
}

const MAGIC = 20000630;
const VERSION = 2;
const ZIP_COMPRESSION = 3;
/** Rows packed together by ZIP compression. */
const BLOCK_ROWS = 16;
const TYPES = { half: { code: 1, bytes: 2 }, float: { code: 2, bytes: 4 } } as const;

/**
 * A scanline OpenEXR file with ZIP compression and the one channel `Y`, luminance, which hosts show as grey. Written as the format's layout
 * document describes it (openexr.com, "OpenEXR File Layout"): magic, attributes, offsets, then blocks of 16 rows, bytes split into even and
 * odd ones, each less the one before, deflated. No library on npm writes single-channel files, so this is our own; FFmpeg reads it in the tests.
 */
export function exrFile(picture: ExrPicture): Uint8Array {
  const { width, height, type, values } = picture;
  const header = headerOf(picture);
  const stored = type === 'half' ? halvesFromFloats(values) : values;
  // Little-endian, as every machine that Node runs on stores numbers.
  const bytes = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
  const rowBytes = width * TYPES[type].bytes;
  const blocks: Uint8Array[] = [];
  for (let y = 0; y < height; y += BLOCK_ROWS) blocks.push(blockOf(y, bytes.subarray(y * rowBytes, Math.min(height, y + BLOCK_ROWS) * rowBytes)));
  const offsets = Buffer.alloc(8 * blocks.length);
  let at = header.length + offsets.length;
  for (const [i, block] of blocks.entries()) {
    offsets.writeBigUInt64LE(BigInt(at), 8 * i);
    at += block.length;
  }
  return Buffer.concat([header, offsets, ...blocks]);
}

function headerOf({ width, height, pixelAspect, rate, type }: ExrPicture): Buffer {
  const window = int32s(0, 0, width - 1, height - 1);
  const lead = Buffer.alloc(8);
  lead.writeUInt32LE(MAGIC, 0);
  lead.writeUInt32LE(VERSION, 4);
  return Buffer.concat([
    lead,
    attribute('channels', 'chlist', Buffer.concat([Buffer.from('Y\0', 'latin1'), int32s(TYPES[type].code), Buffer.alloc(4), int32s(1, 1), Buffer.of(0)])),
    attribute('compression', 'compression', Buffer.of(ZIP_COMPRESSION)),
    attribute('dataWindow', 'box2i', window),
    attribute('displayWindow', 'box2i', window),
    attribute('framesPerSecond', 'rational', int32s(rate.numerator, rate.denominator)),
    attribute('lineOrder', 'lineOrder', Buffer.of(0)),
    attribute('pixelAspectRatio', 'float', float32s(pixelAspect)),
    attribute('screenWindowCenter', 'v2f', float32s(0, 0)),
    attribute('screenWindowWidth', 'float', float32s(1)),
    Buffer.of(0),
  ]);
}

function attribute(name: string, type: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${name}\0${type}\0`, 'latin1'), int32s(value.length), value]);
}

function int32s(...values: number[]): Buffer {
  const out = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => out.writeInt32LE(value, 4 * i));
  return out;
}

function float32s(...values: number[]): Buffer {
  const out = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => out.writeFloatLE(value, 4 * i));
  return out;
}

function blockOf(y: number, raw: Uint8Array): Uint8Array {
  const packed = deflateSync(predicted(raw), { level: 4 });
  // A reader takes a block that is as long as its rows for stored ones.
  const data = packed.length < raw.length ? packed : raw;
  return Buffer.concat([int32s(y, data.length), data]);
}

/** Even bytes first, odd bytes after them, then each byte less the one before plus 128. */
function predicted(raw: Uint8Array): Uint8Array {
  const split = new Uint8Array(raw.length);
  const half = (raw.length + 1) >> 1;
  for (let i = 0; i < raw.length; i++) split[(i >> 1) + (i & 1 ? half : 0)] = raw[i]!;
  for (let i = raw.length - 1; i > 0; i--) split[i] = split[i]! - split[i - 1]! + 128;
  return split;
}
