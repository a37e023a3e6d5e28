import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fMeasure, matchBeats } from '#core/music/matchBeats';
import { cemgil, continuity, goto, informationGain, metricalVariations, pScore, trimBeats } from '../bench/beats/metrics.js';
import { evaluationFolder } from '../bench/evaluationData.js';

const even = Array.from({ length: 20 }, (_, i) => 5 + i * 0.5);

function allScores(reference: readonly number[], estimate: readonly number[]): Record<string, number> {
  const { same, best } = cemgil(reference, estimate);
  const { cmlc, cmlt, amlc, amlt } = continuity(reference, estimate);
  return {
    'F-measure': fMeasure(reference, estimate),
    Cemgil: same,
    'Cemgil Best Metric Level': best,
    Goto: goto(reference, estimate),
    'P-score': pScore(reference, estimate),
    'Correct Metric Level Continuous': cmlc,
    'Correct Metric Level Total': cmlt,
    'Any Metric Level Continuous': amlc,
    'Any Metric Level Total': amlt,
    'Information gain': informationGain(reference, estimate),
  };
}

describe('beat metrics', () => {
  it('drops beats before five seconds and keeps the one at five', () => {
    expect(trimBeats([0, 4.999, 5, 6])).to.deep.equal([5, 6]);
  });

  it('give a perfect estimate 1', () => {
    for (const name of ['F-measure', 'Cemgil', 'Correct Metric Level Total', 'Any Metric Level Total', 'P-score', 'Information gain']) {
      expect(allScores(even, even)[name], name).to.be.closeTo(1, 1e-12);
    }
  });

  it('count a match at the edge of the window and none beyond', () => {
    expect(fMeasure([10], [10.0625], 0.0625)).to.equal(1);
    expect(fMeasure([10], [10.0626], 0.0625)).to.equal(0);
  });

  it('match one to one as often as possible', () => {
    expect(matchBeats([1, 1.1], [1.05, 1.16], 0.07)).to.have.length(2);
    expect(fMeasure([1], [0.98, 1.02], 0.07)).to.be.closeTo(2 / 3, 1e-12);
  });

  it('forgive double tempo and off-beats only at any level', () => {
    const double = metricalVariations(even)[2];
    const off = metricalVariations(even)[1];
    for (const estimate of [double, off]) {
      const { cmlt, amlt } = continuity(even, estimate);
      expect(cmlt).to.be.below(0.1);
      expect(amlt).to.be.closeTo(1, 1e-12);
    }
    expect(fMeasure(even, double)).to.be.closeTo((2 * 20) / (20 + 39), 1e-12);
    expect(fMeasure(even, off)).to.equal(0);
  });

  it('charge two beats for one that is missed', () => {
    const missed = even.filter((_, i) => i !== 10);
    expect(continuity(even, missed).cmlt).to.be.closeTo(18 / 20, 1e-12);
  });

  it('give nothing 0', () => {
    for (const [name, value] of Object.entries(allScores(even, []))) expect(value, name).to.equal(0);
  });

  const folder = evaluationFolder('beat-metrics');
  if (folder) {
    const times = (name: string): number[] => trimBeats(readFileSync(join(folder, name), 'utf8').trim().split('\n').map(Number));
    for (let pair = 0; pair < 10; pair++) {
      it(`equal mir_eval on its own pair ${pair} to 1e-9`, () => {
        const expected = JSON.parse(readFileSync(join(folder, `output0${pair}.json`), 'utf8')) as Record<string, number>;
        const got = allScores(times(`ref0${pair}.txt`), times(`est0${pair}.txt`));
        expect(Object.keys(expected)).to.have.length(10);
        for (const [name, value] of Object.entries(expected)) expect(got[name], name).to.be.closeTo(value, 1e-9);
      });
    }
  }
});
