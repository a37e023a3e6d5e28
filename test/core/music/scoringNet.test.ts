import { expect } from 'chai';
import { hypothesisFeatureNames } from '#core/music/hypothesisFeatures';
import { FARTHEST, scoreByNet } from '#core/music/scoringNet';
import { shippedWeights } from '#core/music/trackerWeights';

const NET = { centre: [1, -2], scale: [2, 4], hidden: [[1, 0.5], [-0.3, 0]], bias: [0.1, -0.2], out: [2, -1], direct: [0.25, 0.75] };

describe('scoreByNet', () => {
  it('adds tangents of weighted standard inputs and the direct part', () => {
    const [a, b] = [(3 - 1) / 2, (0 + 2) / 4];
    const expected = 2 * Math.tanh(a + 0.5 * b + 0.1) - Math.tanh(-0.3 * a - 0.2) + 0.25 * a + 0.75 * b;
    expect(scoreByNet(NET, [3, 0])).to.be.closeTo(expected, 1e-12);
  });

  it('takes nothing further than FARTHEST deviations from the mean', () => {
    expect(scoreByNet(NET, [1e9, -1e9])).to.equal(scoreByNet(NET, [1 + 2 * FARTHEST, -2 - 4 * FARTHEST]));
  });

  it('has one weight of the shipped net for every measurement', () => {
    const { centre, scale, hidden, bias, out, direct } = shippedWeights.choice;
    const inputs = hypothesisFeatureNames.length;
    expect([centre, scale, direct, ...hidden].map((row) => row.length)).to.deep.equal(Array.from({ length: 3 + hidden.length }, () => inputs));
    expect([bias.length, out.length]).to.deep.equal([hidden.length, hidden.length]);
    expect(scale.every((value) => value > 0)).to.equal(true);
  });
});
