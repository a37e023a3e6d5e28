import type { Seconds, Unit } from '#contracts/units';
import type { BeatHypothesis } from './beatHypotheses.js';
import { median, peakNear } from './curve.js';
import { movingMean } from './movingMean.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** Beats before and after that speak for a beat: two bars each way. */
const REACH = 8;
/** Half an ordinary onset is heard. */
const AUDIBLE = 0.5;
/** Part of the beats that must be heard before the count is fully trusted. Much music leaves every other beat out. */
const USUAL_COVERAGE = 0.5;
/** So many gaps between beats make a pulse. */
const ENOUGH_GAPS = 4;
/** Clarity at which there is no pulse and from which on there is: noise and speech reach 0.27, music that people count has 0.5 and more (measured). */
const UNCLEAR = 0.25;
const CLEAR = 0.5;

const within = (value: number): Unit => Math.max(0, Math.min(1, value));

/**
 * How far the tempo that fits best stands out from the others, 0..1: a path through uneven sounds finds something at every tempo,
 * one through music only where the pulse is, at its double and at its half.
 */
export function pulseClarity(hypotheses: readonly BeatHypothesis[]): Unit {
  const clarityOf = (manner: BeatHypothesis['manner']): number => {
    const scores = hypotheses.filter((hypothesis) => hypothesis.manner === manner && hypothesis.origin === 'path').map(({ score }) => score);
    const best = Math.max(0, ...scores);
    return best > 0 ? 1 - median(scores) / best : 0;
  };
  return within(Math.max(clarityOf('played'), clarityOf('programmed')));
}

/**
 * How surely each beat lies on a pulse, 0..1: the part of the onset strength around it that falls on beats rather
 * than a third of the way between them, where neither beats nor off-beats lie; less where few beats are heard or there are few, and
 * where no tempo stands out. 0.5 and below means no better than chance.
 */
export function beatConfidences(times: readonly Seconds[], strength: OnsetStrength, clarityAt: (time: Seconds) => Unit): Unit[] {
  const at = (time: Seconds): number => Math.min(4, peakNear(strength.total, time * ONSET_FRAMES_PER_SECOND, 2));
  const values = times.map(at);
  const on = movingMean(values, REACH);
  const coverage = movingMean(
    values.map((value) => (value > AUDIBLE ? 1 : 0)),
    REACH,
  );
  const beside = movingMean(
    times.map((time, i) => {
      const gap = i + 1 < times.length ? times[i + 1] - time : time - (times[i - 1] ?? time);
      return (at(time + 0.37 * gap) + at(time - 0.37 * gap)) / 2;
    }),
    REACH,
  );
  const enough = within((times.length - 1) / ENOUGH_GAPS);
  return times.map((time, i) => {
    const trust = enough * within((clarityAt(time) - UNCLEAR) / (CLEAR - UNCLEAR));
    const contrast = on[i] / Math.max(1e-6, on[i] + beside[i]);
    return trust * within(2 * contrast - 1) * within(coverage[i] / USUAL_COVERAGE);
  });
}
