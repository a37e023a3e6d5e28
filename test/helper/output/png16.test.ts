import { expect } from 'chai';
import fc from 'fast-check';
import sharp from 'sharp';
import { Png16 } from '#helper/output/png16';

function fileOf(codes: readonly number[], width: number): Uint8Array {
  const file = new Png16(width, codes.length / width);
  for (let at = 0; at < codes.length; at += width) file.addRow(Uint16Array.from(codes.slice(at, at + width)));
  return Buffer.concat(file.encode());
}

describe('Png16', () => {
  it('is read back to the same 16-bit greys by another decoder', async () => {
    const size = fc.record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 20 }), seed: fc.integer({ min: 1, max: 65535 }) });
    await fc.assert(
      fc.asyncProperty(size, async ({ width, height, seed }) => {
        const codes = Array.from({ length: width * height }, (_, i) => (seed * (i + 1) * 7919) & 65535);
        const { data, info } = await sharp(fileOf(codes, width)).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true });
        expect([info.width, info.height, info.channels]).to.deep.equal([width, height, 1]);
        expect(Array.from(new Uint16Array(data.buffer, data.byteOffset, codes.length))).to.deep.equal(codes);
      }),
      { numRuns: 40 },
    );
  });
});
