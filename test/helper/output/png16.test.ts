import { expect } from 'chai';
import fc from 'fast-check';
import sharp from 'sharp';
import { encodePng16 } from '#helper/output/png16';

/** Rows with a byte of room before each, as the encoder takes them. */
function linesOf(codes: readonly number[], width: number): Uint8Array {
  const height = codes.length / width;
  const lines = new Uint8Array(height * (1 + 2 * width));
  codes.forEach((code, i) => {
    const at = Math.floor(i / width) * (1 + 2 * width) + 1 + 2 * (i % width);
    lines[at] = code >> 8;
    lines[at + 1] = code & 255;
  });
  return lines;
}

describe('encodePng16', () => {
  it('is read back to the same 16-bit greys by another decoder', async () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 20 }), seed: fc.integer({ min: 1, max: 65535 }) });
    await fc.assert(
      fc.asyncProperty(size, async ({ width, height, seed }) => {
        const codes = Array.from({ length: width * height }, (_, i) => (seed * (i + 1) * 7919) & 65535);
        const { data, info } = await sharp(encodePng16(linesOf(codes, width), width, height)).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, info.channels]).to.deep.equal([width, height, 1]);
        expect(Array.from(new Uint16Array(data.buffer, data.byteOffset, codes.length))).to.deep.equal(codes);
      }),
      { numRuns: 40 },
    );
  });
});
