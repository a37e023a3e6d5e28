import { expect } from 'chai';
import fc from 'fast-check';
import { constants, deflateSync, inflateSync } from 'node:zlib';
import { kernelMemory } from '#helper/kernels/kernelMemory';

function deflated(data: Uint8Array): Buffer {
  const memory = kernelMemory();
  return memory.scratch(({ room, copy }) => {
    const bound = memory.run.deflateBound(data.length);
    const to = room(bound);
    const bytes = memory.run.deflate(copy(data), data.length, to);
    expect(bytes).to.be.at.most(bound);
    return Buffer.from(memory.bytesAt(to, bytes));
  });
}

/** Zlib's own reader checks the stream and its checksum. */
const isWhole = (data: Uint8Array): boolean => Buffer.compare(inflateSync(deflated(data)), data) === 0;

describe('deflate of the kernels', () => {
  it('is read back by zlib: noise, runs of any length, few symbols, one byte', () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 255));
    const run = fc.tuple(byte, fc.oneof(fc.nat(12), fc.nat(600))).map(([value, length]) => new Array<number>(length + 1).fill(value));
    const data = fc.array(fc.oneof(run, fc.array(byte, { minLength: 1, maxLength: 60 })), { minLength: 1, maxLength: 40 });
    fc.assert(fc.property(data, (parts) => isWhole(Uint8Array.from(parts.flat()))), { numRuns: 300 });
  });

  it('spans many blocks, and bounds codes where frequencies grow as Fibonacci numbers', () => {
    let seed = 1;
    const random = (): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    expect(isWhole(Uint8Array.from({ length: 400_000 }, () => 256 * random()))).to.equal(true);
    expect(isWhole(Uint8Array.from({ length: 400_000 }, (_, i) => (i % 1000 < 700 ? 0 : 256 * random())))).to.equal(true);
    // Below every power of 0.618 one symbol: optimal codes would be up to 24 bits long.
    const golden = Uint8Array.from({ length: 300_000 }, () => Math.min(40, Math.floor(Math.log(random() + 1e-9) / Math.log(0.618))));
    expect(isWhole(golden)).to.equal(true);
  });

  it('packs differences of rows as well as zlib does by run lengths', () => {
    const rows = Uint8Array.from({ length: 200_000 }, (_, i) => (i % 2 === 0 ? 0 : Math.round(3 * Math.sin(i * i) + 2 * Math.sin(i / 300))));
    const zlib = deflateSync(rows, { level: 1, memLevel: 9, strategy: constants.Z_RLE });
    expect(deflated(rows).length).to.be.below(1.01 * zlib.length);
  });
});
