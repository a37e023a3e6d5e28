import { expect } from 'chai';
import { scoreByNet } from '#core/music/scoringNet';
import { fitNet, joinNets, type NetSettings } from '../bench/beats/fitNet.js';
import type { FitItem } from '../bench/beats/fitWeights.js';
import { makeDice } from '../bench/beats/practice/dice.js';

const SETTINGS: NetSettings = { units: 8, rounds: 60, batch: 8, rows: 8, rate: 0.02, decay: 0.01, noise: 0.02, dropout: 0, seed: 1 };

/** Pieces in which the right way is the one whose first two features have the largest product: no weighted sum can tell. */
function madeItems(): FitItem[] {
  const dice = makeDice(5);
  return Array.from({ length: 160 }, () => {
    const features = Array.from({ length: 10 }, () => Array.from({ length: 4 }, () => 10 + 3 * dice.bell()));
    const products = features.map(([a, b]) => (a - 10) * (b - 10));
    return { features, accuracy: products.map((value) => (value === Math.max(...products) ? 1 : 0)), weight: 1 };
  });
}

describe('fitNet', () => {
  const items = madeItems();
  const nets = [1, 2].map((seed) => fitNet(items.slice(0, 120), { ...SETTINGS, seed }));

  it('learns what no weighted sum can tell, and carries over to pieces it has not seen', () => {
    const right = items.slice(120).filter(({ features, accuracy }) => {
      const scores = features.map((row) => scoreByNet(nets[0], row));
      return accuracy[scores.indexOf(Math.max(...scores))] === 1;
    });
    expect(right.length).to.be.at.least(28);
  });

  it('is the same from the same seed and another from another', () => {
    expect(fitNet(items.slice(0, 120), { ...SETTINGS, rounds: 2 })).to.deep.equal(fitNet(items.slice(0, 120), { ...SETTINGS, rounds: 2 }));
    expect(nets[0].out).to.not.deep.equal(nets[1].out);
  });

  it('joins nets into one whose score is their mean', () => {
    const row = items[0].features[0];
    const mean = nets.reduce((sum, net) => sum + scoreByNet(net, row), 0) / nets.length;
    expect(scoreByNet(joinNets(nets), row)).to.be.closeTo(mean, 1e-9);
  });
});
