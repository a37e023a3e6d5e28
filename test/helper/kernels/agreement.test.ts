import { expect } from 'chai';
import fc from 'fast-check';
import { fillBars, noBars } from '#core/depth/bars';
import { flowOfPair, mixAlong, type LitPair } from '#core/depth/carryAlong';
import { refineRows } from '#core/depth/edgeRefine';
import type { EmitRow } from '#core/depth/modelRows';
import { sameLight } from '#core/depth/lightChange';
import { packMap, unpackMap } from '#core/depth/packedMap';
import { reduceLuma } from '#core/depth/reducePicture';
import { encodeRow16 as plainCodes } from '#core/depth/encode16';
import { encodeRow16 } from '#helper/kernels/encodeRow16';
import { compiledFlow } from '#helper/kernels/flowKernels';
import { packMap as packMapCompiled } from '#helper/kernels/packMap';
import { refineMap, type RefineMapInput } from '#helper/kernels/refineMap';

/** Sizes with all kinds of rests after whole vectors, blocks of 2 × 2, one row, one column, one pixel. */
const sizes = [
  [288, 160],
  [61, 47],
  [33, 9],
  [402, 331],
  [7, 5],
  [2, 2],
  [1, 6],
  [5, 1],
  [1, 1],
] as const;

const texture = (x: number, y: number): number => 128 + 60 * Math.sin(x * 0.31 + y * 0.17) + 50 * Math.sin(x * 0.07 - y * 0.23) + 12 * Math.sin(x * 1.9) * Math.sin(y * 2.3);

function lumaOf(width: number, height: number, [dx, dy]: readonly [number, number] = [0, 0]): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => texture((i % width) + dx, Math.floor(i / width) + dy));
}

/** A slope with a step and a little noise. */
function depthOf(width: number, height: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => Math.floor(i / width) / height + (i % width > width / 3 ? 0.6 : 0) + 0.02 * Math.sin(i * 7.1));
}

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).to.equal(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

const shareApart = (a: Float32Array, b: Float32Array, far: number): number => a.filter((value, i) => Math.abs(value - b[i]!) > far).length / a.length;

function rowsOf(refine: (input: RefineMapInput, emit: EmitRow) => void, input: RefineMapInput): Float32Array {
  const all = new Float32Array(input.width * input.height);
  refine(input, (y, row) => all.set(row, y * input.width));
  return all;
}

/** What `refineMap` is to say, by core's definitions. */
function plainMap({ depth, bars, guide, width, height }: RefineMapInput, emit: EmitRow): void {
  const map = unpackMap(depth);
  const smallGuide = reduceLuma({ width, height, channels: 1, pixels: guide }, map.width, map.height);
  fillBars(map.values, map.width, map.height, bars);
  fillBars(smallGuide, map.width, map.height, bars);
  refineRows({ depth: map, smallGuide, guide, width, height }, emit);
}

describe('compiled kernels', () => {
  for (const [width, height] of sizes) {
    it(`refineMap agrees with its definition: a map of ${width}×${height}`, () => {
      for (const [wide, high] of [[Math.ceil(width * 3.3), Math.ceil(height * 3.7)], [width, height], [Math.ceil(width / 2), Math.ceil(height / 3)]] as const) {
        const bars = height > 8 ? { top: 2, bottom: 1, left: 0, right: 3 } : noBars;
        const input = { depth: packMap({ width, height, values: depthOf(width, height) }), bars, guide: lumaOf(wide, high), width: wide, height: high };
        expect(farthest(rowsOf(refineMap, input), rowsOf(plainMap, input))).to.be.below(2e-4);
      }
    });

    it(`flow agrees with its definition: ${width}×${height}`, () => {
      for (const light of [sameLight, { gain: 0.8, offset: 9 }]) {
        const pair: LitPair = { before: lumaOf(width, height, [1.3, -0.6]), now: lumaOf(width, height), width, height, light };
        const [fast, plain] = [compiledFlow().flowOfPair(pair), flowOfPair(pair)];
        expect([fast.width, fast.height]).to.deep.equal([plain.width, plain.height]);
        // A patch whose step lies just at the limit may take one more or less than by its definition, here and there.
        expect(shareApart(fast.dx, plain.dx, 0.03)).to.be.below(0.002);
        expect(shareApart(fast.dy, plain.dy, 0.03)).to.be.below(0.002);
      }
    });

    it(`mixAlong agrees with its definition: ${width}×${height}`, () => {
      const values = depthOf(width, height);
      const before = { depth: packMap({ width, height, values }), luma: lumaOf(width, height, [1.3, -0.6]) };
      const now = { depth: packMap({ width, height, values: values.map((v, i) => 1.1 * v + 0.03 * Math.sin(i)) }), luma: lumaOf(width, height), bars: noBars };
      const light = { gain: 1.02, offset: -2 };
      const field = flowOfPair({ before: before.luma, now: now.luma, width, height, light });
      const carried = { flow: { field, light }, fit: { scale: 0.92, shift: 0.01 } };
      const [fast, plain] = [compiledFlow().mixAlong(before, now, carried), mixAlong(before, now, carried)];
      const [a, b] = [unpackMap(fast.depth).values, unpackMap(plain.depth).values];
      // Where rounding takes a pixel's luma step to the next entry of the table of trust, a value may differ by that entry's step.
      expect(farthest(a, b)).to.be.below(0.01);
      expect(a.reduce((sum, v, i) => sum + Math.abs(v - b[i]!), 0) / a.length).to.be.below(3e-5);
      expect(fast.flicker).to.be.closeTo(plain.flicker, 1e-3);
    });
  }

  it('packMap agrees with its definition to the bit: any size, any value, no value', () => {
    const value = fc.oneof(fc.float(), fc.float({ min: -2, max: 2 }), fc.constantFrom(NaN, Infinity, -Infinity, 0, 1));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (list) => {
        const grid = { width: list.length, height: 1, values: Float32Array.from(list) };
        expect(packMapCompiled(grid)).to.deep.equal(packMap(grid));
      }),
      { numRuns: 400 },
    );
    const large = { width: 288, height: 160, values: depthOf(288, 160) };
    expect(packMapCompiled(large)).to.deep.equal(packMap(large));
  });

  it('encodeRow16 agrees with its definition to one code, clamps, and writes no number as 0', () => {
    const row = Float32Array.from({ length: 1003 }, (_, i) => 3 * Math.sin(i * 0.7));
    row.set([NaN, Infinity, -Infinity, -1, 2]);
    const [fast, plain] = [new Uint16Array(row.length), new Uint16Array(row.length)];
    encodeRow16(row, { far: -1, near: 2 }, fast);
    plainCodes(row, { far: -1, near: 2 }, plain);
    expect(farthest(fast, plain)).to.be.at.most(1);
    expect([...fast.slice(0, 5)]).to.deep.equal([0, 65535, 0, 0, 65535]);
  });

  it('give the same bits each time', () => {
    const input = { depth: packMap({ width: 61, height: 47, values: depthOf(61, 47) }), bars: noBars, guide: lumaOf(200, 150), width: 200, height: 150 };
    expect(farthest(rowsOf(refineMap, input), rowsOf(refineMap, input))).to.equal(0);
  });
});
