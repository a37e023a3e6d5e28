import { barWeights, hypothesisWeights, metreOdds } from './fittedWeights.js';

/** All numbers of the tracker that are learnt: the choice among ways to count, and the evidence for a bar line. */
export interface TrackerWeights {
  readonly choice: Readonly<Record<keyof typeof hypothesisWeights, number>>;
  readonly bar: Readonly<Record<keyof typeof barWeights, number>>;
  /** Log odds of each metre a beat. */
  readonly metreOdds: Readonly<Record<keyof typeof metreOdds, number>>;
}

/** The shipped ones. Others serve cross-validation. */
export const shippedWeights: TrackerWeights = { choice: hypothesisWeights, bar: barWeights, metreOdds };
