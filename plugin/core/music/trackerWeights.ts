import type { barEvidenceNames } from './barEvidence.js';
import { fittedWeights } from './fittedWeights.js';
import type { ScoringNet } from './scoringNet.js';

/** All numbers of the tracker that are learnt: the choice among ways to count, and the evidence for a bar line. */
export interface TrackerWeights {
  /** Scores the values of `hypothesisFeatureNames`. */
  readonly choice: ScoringNet;
  readonly bar: Readonly<Record<(typeof barEvidenceNames)[number], number>>;
  /** Log odds of each metre a beat. */
  readonly metreOdds: Readonly<Record<2 | 3 | 4, number>>;
}

/** The shipped ones. Others serve cross-validation. */
export const shippedWeights: TrackerWeights = fittedWeights;
