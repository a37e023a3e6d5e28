import { expect } from 'chai';
import fc from 'fast-check';
import { makeGrid } from '#core/depth/grid';
import { packMap, quantilesOf, unpackMap } from '#core/depth/packedMap';

const grids = fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1, maxLength: 60 }).map((values) => makeGrid(values.length, 1, Float32Array.from(values)));

describe('packMap', () => {
  it('comes back within half a step, and a second time exactly', () => {
    fc.assert(
      fc.property(grids, (grid) => {
        const packed = packMap(grid);
        const back = unpackMap(packed);
        const step = (packed.high - packed.low) / 65535;
        grid.values.forEach((value, i) => expect(Math.abs(back.values[i]! - value)).to.be.at.most(step / 2 + 2e-5));
        expect(unpackMap(packed).values).to.deep.equal(back.values);
      }),
    );
  });

  it('survives flat maps and values that are no numbers', () => {
    expect(Array.from(unpackMap(packMap(makeGrid(2, 1, Float32Array.of(3, 3)))).values)).to.deep.equal([3, 3]);
    const odd = unpackMap(packMap(makeGrid(4, 1, Float32Array.of(NaN, 1, 2, Infinity))));
    expect(Array.from(odd.values)).to.deep.equal([1, 1, 2, 2]);
  });
});

describe('quantilesOf', () => {
  it('gives the values at equal shares, from the lowest to the highest', () => {
    const ramp = packMap(makeGrid(101, 1, Float32Array.from({ length: 101 }, (_, i) => i)));
    Array.from(quantilesOf(ramp, 5)).forEach((value, k) => expect(value).to.be.closeTo(k * 25, 0.01));
  });
});
