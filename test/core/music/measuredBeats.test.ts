import { expect } from 'chai';
import type { BeatHypothesis } from '#core/music/beatHypotheses';
import { hypothesisFeatureNames, measureBetween } from '#core/music/hypothesisFeatures';
import { measureBeats } from '#core/music/measuredBeats';
import { measuringCurves, type MeasuringCurves } from '#core/music/measuringCurves';
import { fluxGroups } from '#core/music/onsetFlux';
import type { OnsetStrength } from '#core/music/onsetStrength';

/** Beats half a second apart in twenty seconds at 100 frames a second; every third is loud in the lowest bands, and something sounds on each half beat. */
const times = Array.from({ length: 40 }, (_, i) => i * 0.5);

function curves(): MeasuringCurves {
  const columns = Object.fromEntries(fluxGroups.map((name) => [name, new Float32Array(2000)])) as Record<(typeof fluxGroups)[number], Float32Array>;
  const total = new Float32Array(2000);
  times.forEach((_, i) => {
    columns.low[i * 50] = i % 3 === 1 ? 3 : 1;
    columns.attack[i * 50 + 25] = 1 + (i % 5);
    total[i * 50] = 1;
    total[i * 50 + 25] = 1;
  });
  const strength: OnsetStrength = { groups: columns, total };
  return measuringCurves(strength, (time, reach) => Math.abs(Math.sin(3 * time + reach)));
}

const walk = (of: readonly number[]): BeatHypothesis => ({ times: of, origin: 'path', manner: 'played', score: 0.5 });
const valueOf = (features: Float64Array | undefined, name: string): number => features?.[hypothesisFeatureNames.indexOf(name)] ?? NaN;

describe('measuredBeats', () => {
  it('measures a stretch of a count as if nothing were around it', () => {
    const around = measureBeats(walk(times), curves());
    for (const [first, end] of [[0, 40], [3, 21], [8, 15], [30, 40]] as const) {
      const inside = measureBetween(around, [times[first] - 0.1, times[end - 1] + 0.1], 3);
      const alone = measureBetween(measureBeats(walk(times.slice(first, end)), curves()), [-Infinity, Infinity], 3);
      hypothesisFeatureNames.forEach((name) => expect(valueOf(inside?.features, name), `${name} of beats ${first} to ${end}`).to.be.closeTo(valueOf(alone?.features, name), 1e-9));
      expect(inside?.barePulse).to.equal(alone?.barePulse);
    }
  });

  it('says nothing where there are too few beats', () => {
    expect(measureBetween(measureBeats(walk(times), curves()), [4, 5.9], 6)).to.equal(undefined);
  });

  it('finds the tempo, the pattern of a beat and how many beats a bar has', () => {
    const measures = measureBetween(measureBeats(walk(times), curves()), [0, 20], 3);
    const value = (name: string): number => valueOf(measures?.features, name);
    expect(value('tempo1')).to.be.closeTo(0, 1e-9);
    expect(value('total3')).to.equal(0);
    expect(value('attack6')).to.be.closeTo(2.8, 0.1);
    expect(value('alike3') - value('alike4')).to.be.above(0);
    expect(value('low0')).to.be.closeTo(5 / 3, 0.03);
  });
});
