import { expect } from 'chai';
import fc from 'fast-check';
import { placeMusic } from '#core/time/timeMap';

const seconds = fc.double({ min: -10000, max: 10000, noNaN: true });

describe('placeMusic', () => {
  it('puts the beginning of the music where it was placed', () => {
    expect(placeMusic(2.5).toComposition(0)).to.equal(2.5);
    expect(placeMusic(-1).toMusic(0)).to.equal(1);
    expect(placeMusic().toComposition(3)).to.equal(3);
  });

  it('goes there and back', () => {
    fc.assert(
      fc.property(seconds, seconds, (offset, time) => {
        const { toComposition, toMusic } = placeMusic(offset);
        expect(toMusic(toComposition(time))).to.be.closeTo(time, 1e-8);
      }),
    );
  });
});
