import { expect } from 'chai';
import { chosenIndex, fitWeights, standardiseItems, type FitItem } from '../bench/beats/fitWeights.js';

/** Pieces in which the right way is the one with the largest third feature, whatever the others say. */
function madeItems(): FitItem[] {
  return Array.from({ length: 20 }, (_, piece) => {
    const features = Array.from({ length: 8 }, (_way, way) => Array.from({ length: 14 }, (_name, k) => Math.sin(1 + piece * 3.1 + way * 1.7 + k * k * 2.3)));
    const third = features.map((row) => row[2]);
    return { features, accuracy: third.map((value) => (value === Math.max(...third) ? 1 : 0)), weight: 1 };
  });
}

describe('fitWeights', () => {
  it('finds the feature that tells right from wrong, and carries over to pieces it has not seen', () => {
    const { items } = standardiseItems(madeItems());
    const weights = fitWeights(items.slice(0, 14), { ridge: 0.0001, rounds: 600 });
    expect(Math.max(...weights)).to.equal(weights[2]);
    const right = items.slice(14).filter((item) => item.accuracy[chosenIndex(item, weights)] === 1);
    expect(right.length).to.be.at.least(5);
  });
});
