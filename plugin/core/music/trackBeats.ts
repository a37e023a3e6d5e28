import type { Beat, Hit, Section, TempoSegment } from '#contracts/beatGrid';
import { findBarPositions } from './barPositions.js';
import { beatConfidences } from './beatConfidence.js';
import { proposeBeats } from './beatHypotheses.js';
import { beatStrengths } from './beatStrength.js';
import { chooseHypothesis } from './chooseHypothesis.js';
import type { DescriptiveFrames } from './descriptiveFrames.js';
import { findHits } from './findHits.js';
import { findSections } from './findSections.js';
import { makeHarmonicChange } from './harmonicChange.js';
import { joinHypotheses } from './joinHypotheses.js';
import { measuringCurves } from './hypothesisFeatures.js';
import type { MusicFeatures } from './musicFeatures.js';
import { onsetStrength } from './onsetStrength.js';
import { refineTimes } from './refineTimes.js';
import { fitTempoSegments } from './tempoSegments.js';

/** Raised whenever the numbers change. */
export const BAR_POINTER_TRACKER = { algorithm: 'depthbeat.barPointer', algorithmVersion: '3' } as const;

export interface TrackedBeats {
  readonly beats: readonly Beat[];
  readonly beatsPerBar: number;
  readonly tempoSegments: readonly TempoSegment[];
  readonly sections: readonly Section[];
  readonly hits: readonly Hit[];
}

/** Beats, bars, strength and confidence of a whole piece. Music without a pulse may have none. */
export function trackBeats(features: MusicFeatures, described: DescriptiveFrames): TrackedBeats {
  const strength = onsetStrength(features);
  const curves = measuringCurves(strength, makeHarmonicChange(features.chroma));
  const hypotheses = proposeBeats(strength);
  const chosen = joinHypotheses(hypotheses, curves) ?? chooseHypothesis(hypotheses, curves)?.times;
  const hits = findHits(strength, features);
  if (!chosen) return { beats: [], beatsPerBar: 4, tempoSegments: [], sections: findSections([], features, described), hits };
  const { times, segments } = fitTempoSegments(refineTimes(features.fineFlux, chosen));
  const bars = findBarPositions(times, features, strength);
  const strengths = beatStrengths(times, strength, described);
  const confidences = beatConfidences(times, strength);
  const beats = times.map((time, i) => ({
    time,
    barPosition: bars.positions[i],
    downbeat: bars.positions[i] === 1,
    strength: strengths[i],
    confidence: confidences[i],
  }));
  const inside = beats.filter(({ time }) => time >= 0 && time <= features.duration);
  return { beats: inside, beatsPerBar: bars.beatsPerBar, tempoSegments: segments, sections: findSections(inside, features, described), hits };
}
