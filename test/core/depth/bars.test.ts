import { expect } from 'chai';
import fc from 'fast-check';
import { barsInFull, barsOf, commonBars, fillBars, noBars } from '#core/depth/bars';
import { quantilesOf } from '#core/depth/packedMap';

/** A picture of grey 90 with black bars. */
function boxed(width: number, height: number, { top, bottom, left, right }: typeof noBars): Uint8Array {
  const inside = (x: number, y: number): boolean => y >= top && y < height - bottom && x >= left && x < width - right;
  return Uint8Array.from({ length: width * height }, (_, i) => (inside(i % width, Math.floor(i / width)) ? 90 : (i * 7) % 9));
}

const margins = fc.record({ top: fc.integer({ min: 0, max: 12 }), bottom: fc.integer({ min: 0, max: 12 }), left: fc.integer({ min: 0, max: 20 }), right: fc.integer({ min: 0, max: 20 }) });

describe('bars', () => {
  it('are found to the pixel, and at full size from a small plane', () => {
    fc.assert(
      fc.property(margins, (bars) => {
        expect(barsOf(boxed(64, 36, bars), 64, 36)).to.deep.equal(bars);
        const grown = { top: bars.top * 5 + (bars.top ? 3 : 0), bottom: bars.bottom * 5, left: bars.left * 5 + (bars.left ? 2 : 0), right: bars.right * 5 };
        expect(barsInFull(bars, { width: 64, height: 36 }, { width: 320, height: 180, luma: boxed(320, 180, grown) })).to.deep.equal(grown);
      }),
      { numRuns: 40 },
    );
  });

  it('are none in a black picture, and those that two pictures share', () => {
    expect(barsOf(new Uint8Array(64 * 36), 64, 36)).to.deep.equal(noBars);
    expect(commonBars({ top: 3, bottom: 5, left: 0, right: 2 }, { top: 4, bottom: 1, left: 2, right: 2 })).to.deep.equal({ top: 3, bottom: 1, left: 0, right: 2 });
  });

  it('are filled from the picture beside them and count for no quantile', () => {
    const bars = { top: 2, bottom: 1, left: 1, right: 3 };
    const values = Float32Array.from({ length: 10 * 8 }, (_, i) => (i % 10 >= 1 && i % 10 < 7 && i >= 20 && i < 70 ? i : -99));
    fillBars(values, 10, 8, bars);
    expect(Math.min(...values)).to.equal(21);
    expect(Array.from(values.slice(0, 10))).to.deep.equal([21, 21, 22, 23, 24, 25, 26, 26, 26, 26]);
    const map = { width: 10, height: 8, low: 0, high: 65535, codes: Uint16Array.from({ length: 80 }, (_, i) => (i % 10 >= 1 && i % 10 < 7 && i >= 20 && i < 70 ? 500 : 60000)) };
    expect(Array.from(quantilesOf(map, 3, bars))).to.deep.equal([500, 500, 500]);
  });
});
