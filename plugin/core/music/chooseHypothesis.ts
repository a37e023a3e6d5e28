import type { Seconds } from '#contracts/units';
import type { BeatHypothesis } from './beatHypotheses.js';
import { intervals, median } from './curve.js';
import { expectedAccuracies } from './expectedAccuracy.js';
import { measureBetween, type HypothesisMeasures } from './hypothesisFeatures.js';
import { measureBeats } from './measuredBeats.js';
import type { MeasuringCurves } from './measuringCurves.js';
import { ONSET_FRAMES_PER_SECOND } from './onsetStrength.js';
import { scoreByNet } from './scoringNet.js';
import type { TrackerWeights } from './trackerWeights.js';

/** A metronome is counted click by click, whatever music would suggest (chosen: more than any other evidence adds up to). */
const BARE_PULSE_WEIGHT = 12;

/** What ways to count are judged by. */
export interface Judgement {
  readonly curves: MeasuringCurves;
  readonly weights: TrackerWeights;
}

/** How well measurements speak for a way to count. Only differences within one song mean anything. */
export const scoreOf = ({ features, barePulse }: HypothesisMeasures, { choice }: TrackerWeights): number => scoreByNet(choice, features) + BARE_PULSE_WEIGHT * barePulse;

/** A piece no longer than this was cut to be repeated, and such cuts are made on a beat; so near to its start a beat counts as on it. */
const LONGEST_LOOP: Seconds = 8;
const NEAR_START: Seconds = 0.03;
/** Chosen: outweighs what two bars can tell of a style. */
const LOOP_WEIGHT = 4;
/** Score of what cannot be measured. */
export const WORST = -50;

/** Whether a beat lies at the start of a short piece, heard or not: nothing comes before it to rise from. */
function beginsLoop({ times }: BeatHypothesis, { total }: MeasuringCurves): boolean {
  if (total.length > LONGEST_LOOP * ONSET_FRAMES_PER_SECOND) return false;
  return Math.min(times[0], Math.abs(times[0] - median(intervals(times)))) <= NEAR_START;
}

/** A path with fewer beats was not proposed. */
const FEWEST_BEATS = 3;

/** The hypothesis of highest expected accuracy; undefined when there is none. */
export function chooseHypothesis(hypotheses: readonly BeatHypothesis[], { curves, weights }: Judgement): BeatHypothesis | undefined {
  if (hypotheses.length === 0) return undefined;
  const scores = hypotheses.map((hypothesis) => {
    const measures = measureBetween(measureBeats(hypothesis, curves), [-Infinity, Infinity], FEWEST_BEATS);
    return (measures ? scoreOf(measures, weights) : WORST) + (beginsLoop(hypothesis, curves) ? LOOP_WEIGHT : 0);
  });
  const accuracies = expectedAccuracies(hypotheses.map(({ times }) => times), scores);
  return hypotheses[accuracies.indexOf(Math.max(...accuracies))];
}
