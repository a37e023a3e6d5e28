import { crc32 as nativeCrc32 } from 'node:zlib';

const table = Int32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function tableCrc32(data: Uint8Array, start: number): number {
  let crc = ~start;
  for (let i = 0; i < data.length; i++) crc = table[(crc ^ data[i]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** CRC-32 as in PNG and zip; `start` goes on from an earlier part. Node's own from 20.15 and 22.2 on, a table before. */
export const crc32: (data: Uint8Array, start?: number) => number = nativeCrc32
  ? (data, start = 0) => nativeCrc32(data, start)
  : (data, start = 0) => tableCrc32(data, start);
