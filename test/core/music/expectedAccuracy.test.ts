import { expect } from 'chai';
import fc from 'fast-check';
import { expectedAccuracies } from '#core/music/expectedAccuracy';
import { matchBeats } from '#core/music/matchBeats';

const beatsOf = (period: number, first = 0): number[] => Array.from({ length: Math.floor(24 / period) }, (_, i) => first + i * period);
const highest = (values: Float64Array): number => values.indexOf(Math.max(...values));

describe('accuracy to be expected of a way to count', () => {
  it('prefers a count that three ways nearly agree on to a likelier one that stands alone', () => {
    const ways = [beatsOf(0.5, 0.25), beatsOf(0.5), beatsOf(0.5, 0.01), beatsOf(0.5, 0.02)];
    const odds = [0.37, 0.21, 0.21, 0.21];
    const accuracies = expectedAccuracies(ways, odds.map(Math.log));
    expect(highest(accuracies)).to.be.greaterThan(0);
    expect(Math.exp(accuracies[0])).to.be.closeTo(0.37, 1e-4);
    expect(Math.exp(accuracies[1])).to.be.closeTo(0.63, 1e-4);
  });

  it('values double speed as F squared does: every second beat is right', () => {
    const [, double] = expectedAccuracies([beatsOf(0.5), beatsOf(0.25)], [0, -50]);
    expect(Math.exp(double)).to.be.closeTo((2 / 3) ** 2, 1e-4);
  });

  it('keeps the choice of a score that is far ahead, and does not depend on what is added to all scores', () => {
    const score = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { minLength: 2, maxLength: 12 }), fc.nat(), score, (scores, leader, more) => {
        const ways = scores.map((_, i) => beatsOf(0.3 + 0.11 * i));
        const led = scores.map((value, i) => (i === leader % scores.length ? 45 : value));
        expect(highest(expectedAccuracies(ways, led))).to.equal(leader % scores.length);
        const [plain, moved] = [expectedAccuracies(ways, scores), expectedAccuracies(ways, scores.map((value) => value + more))];
        plain.forEach((value, i) => expect(moved[i]).to.be.closeTo(value, 1e-6));
      }),
    );
  });

  it('matches each beat once', () => {
    expect(matchBeats([1, 1.05, 2], [1.02, 2.5], 0.07)).to.deep.equal([[0, 0]]);
  });
});
