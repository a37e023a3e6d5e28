import { expect } from 'chai';
import fc from 'fast-check';
import { dilateRows } from '#core/depth/dilateRows';

interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

function dilated({ width, height, values }: Plane, radius: number): Float32Array {
  const out = new Float32Array(values.length);
  const order: number[] = [];
  const add = dilateRows(radius, { width, height }, (y, row) => {
    order.push(y);
    out.set(row, y * width);
  });
  for (let y = 0; y < height; y++) add(values.slice(y * width, (y + 1) * width));
  expect(order).to.deep.equal(Array.from({ length: height }, (_, y) => y));
  return out;
}

/** The definition, pixel by pixel. */
function byDefinition({ width, height, values }: Plane, radius: number): Float32Array {
  return values.map((_, i) => {
    let highest = -Infinity;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if ((x - (i % width)) ** 2 + (y - Math.floor(i / width)) ** 2 <= radius ** 2) highest = Math.max(highest, values[y * width + x]!);
    return highest;
  });
}

const plane = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 })).chain(([width, height]) =>
  fc.array(fc.float({ min: -4, max: 4, noNaN: true }), { minLength: width * height, maxLength: width * height }).map((values) => ({ width, height, values: Float32Array.from(values) })),
);
const radius = fc.double({ min: 0, max: 9, noNaN: true });

describe('dilateRows', () => {
  it('gives the highest value within the disc, on any picture and for any radius', () => {
    fc.assert(fc.property(plane, radius, (given, r) => {
      expect(dilated(given, r)).to.deep.equal(byDefinition(given, r));
    }));
  });

  it('never lowers a value, and a larger radius lowers none either', () => {
    fc.assert(fc.property(plane, radius, radius, (given, a, b) => {
      const [small, large] = [dilated(given, Math.min(a, b)), dilated(given, Math.max(a, b))];
      given.values.forEach((value, i) => {
        expect(small[i]).to.be.at.least(value);
        expect(large[i]).to.be.at.least(small[i]!);
      });
    }));
  });

  it('makes a disc of 10 pixels one of 15 with the same step at its border, and a wire of one pixel eleven wide', () => {
    const [width, height] = [64, 64];
    const disc = (r: number): Float32Array => Float32Array.from({ length: width * height }, (_, i) => ((i % width) - 32) ** 2 + (Math.floor(i / width) - 32) ** 2 <= r * r ? 0.9 : 0.2);
    const grown = dilated({ width, height, values: disc(10) }, 5);
    const [inner, outer] = [disc(14.2), disc(15)];
    grown.forEach((value, i) => {
      expect(value).to.be.at.least(inner[i]!);
      expect(value).to.be.at.most(outer[i]!);
    });
    const wire = Float32Array.from({ length: width * height }, (_, i) => (i % width === 20 ? 0.7 : 0.1));
    expect([...dilated({ width, height, values: wire }, 5).slice(0, width)].filter((value) => value > 0.5).length).to.equal(11);
  });
});
