import { expect } from 'chai';
import fc from 'fast-check';
import { frameIndexToSeconds, frameRate, parseFrameRate, printFrameRate, secondsToFrameIndex, secondsToNearestFrameIndex } from '#core/time/frameRate';

const rates = [frameRate(24000, 1001), frameRate(24), frameRate(25), frameRate(30000, 1001), frameRate(60000, 1001)];

describe('frameRate', () => {
  it('reduces to lowest terms', () => {
    expect(frameRate(50, 2)).to.deep.equal({ numerator: 25, denominator: 1 });
  });

  it('refuses anything that is not a positive fraction', () => {
    for (const [a, b] of [[0, 1], [1, 0], [-1, 1], [1.5, 1], [NaN, 1]] as const) expect(() => frameRate(a, b)).to.throw(RangeError);
  });

  it('parses what FFmpeg prints and treats 0/0 as unknown', () => {
    expect(parseFrameRate('24000/1001')).to.deep.equal({ numerator: 24000, denominator: 1001 });
    expect(parseFrameRate('0/0')).to.equal(undefined);
    expect(parseFrameRate('fast')).to.equal(undefined);
    expect(printFrameRate(frameRate(30000, 1001))).to.equal('30000/1001');
  });

  it('finds every frame again from its time over three hours', () => {
    fc.assert(
      fc.property(fc.constantFrom(...rates), fc.integer({ min: 0, max: 648000 }), (rate, frame) => {
        const seconds = frameIndexToSeconds(frame, rate);
        expect(secondsToFrameIndex(seconds, rate)).to.equal(frame);
        expect(secondsToNearestFrameIndex(seconds, rate)).to.equal(frame);
      }),
    );
  });

  it('gives a time half way between two frames to the earlier one', () => {
    expect(secondsToNearestFrameIndex(2.5 / 25, frameRate(25))).to.equal(2);
  });
});
