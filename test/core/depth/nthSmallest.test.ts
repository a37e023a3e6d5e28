import { expect } from 'chai';
import fc from 'fast-check';
import { nthSmallest } from '#core/depth/nthSmallest';

describe('nthSmallest', () => {
  it('gives what sorting gives, at any place', () => {
    const value = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, 1, 2));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 200 }), fc.nat(), (list, at) => {
        const values = Float32Array.from(list);
        const n = at % list.length;
        const expected = values.slice().sort()[n]!;
        // Sorting puts -0 before 0, choosing does not.
        expect(nthSmallest(values, n) + 0).to.equal(expected + 0);
      }),
    );
  });
});
