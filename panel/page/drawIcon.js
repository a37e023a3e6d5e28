import zlib from 'node:zlib';

/** Colours of the mark: three planes in depth, and the beat in front. Light icons stand on dark menus in `dark*`. */
export const iconColours = {
  light: { plane: [75, 75, 75], beat: [20, 115, 230] },
  lightOver: { plane: [44, 44, 44], beat: [13, 102, 208] },
  dark: { plane: [200, 200, 200], beat: [75, 156, 245] },
  darkOver: { plane: [245, 245, 245], beat: [120, 187, 250] },
};

/** Part of the mark at a point of the unit square: colour name and opacity, or nothing. */
function markAt(x, y) {
  const beat = (x - 0.36) ** 2 + (y - 0.62) ** 2;
  if (beat < 0.155 ** 2) return ['beat', 1];
  if (beat < 0.205 ** 2) return undefined;
  const planes = [[0.08, 0.34, 0.56, 0.92, 1], [0.24, 0.2, 0.74, 0.76, 0.62], [0.42, 0.07, 0.92, 0.6, 0.36]];
  const line = 0.075;
  for (const [left, top, right, bottom, opacity] of planes) {
    if (x < left || x > right || y < top || y > bottom) continue;
    const onEdge = x < left + line || x > right - line || y < top + line || y > bottom - line;
    return onEdge ? ['plane', opacity] : undefined;
  }
  return undefined;
}

function pixelOf(size, column, row, colours) {
  const samples = 6;
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < samples * samples; i++) {
    const x = (column + ((i % samples) + 0.5) / samples) / size;
    const y = (row + (Math.floor(i / samples) + 0.5) / samples) / size;
    const mark = markAt(x, y);
    if (!mark) continue;
    colours[mark[0]].forEach((part, channel) => (sum[channel] += part * mark[1]));
    sum[3] += mark[1];
  }
  const opacity = sum[3];
  return opacity === 0 ? [0, 0, 0, 0] : [...sum.slice(0, 3).map((part) => Math.round(part / opacity)), Math.round((255 * opacity) / samples ** 2)];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(8 + body.length);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(checksum(body), 4 + body.length);
  return out;
}

/** `zlib.crc32` came with Node 20.15; older ones of the supported line do it here. */
function checksum(bytes) {
  if (zlib.crc32) return zlib.crc32(bytes);
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

/**
 * The mark as a PNG with transparency.
 * @param {number} size side, pixels
 * @param {{ plane: number[], beat: number[] }} colours
 */
export function drawIcon(size, colours) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const rows = Array.from({ length: size }, (_, row) => [0, ...Array.from({ length: size }, (_, column) => pixelOf(size, column, row, colours)).flat()]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', zlib.deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0))]);
}
