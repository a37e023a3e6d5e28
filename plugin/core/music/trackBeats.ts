import type { Seconds } from '#contracts/units';
import type { Beat, Hit, Section, TempoSegment } from '#contracts/beatGrid';
import { barEvidence, findBarPositions } from './barPositions.js';
import { beatConfidences } from './beatConfidence.js';
import { beatStrengths } from './beatStrength.js';
import { findBeats } from './findBeats.js';
import type { DescriptiveFrames } from './descriptiveFrames.js';
import { findHits } from './findHits.js';
import { findSections } from './findSections.js';
import { makeHarmonicChange } from './harmonicChange.js';
import type { MusicFeatures } from './musicFeatures.js';
import { onsetStrength } from './onsetStrength.js';
import { refineTimes } from './refineTimes.js';
import { stretchOf, type Steps } from './steps.js';
import { shippedWeights, type TrackerWeights } from './trackerWeights.js';
import { fitTempoSegments } from './tempoSegments.js';

/** Raised whenever the numbers change. */
export const BAR_POINTER_TRACKER = { algorithm: 'depthbeat.barPointer', algorithmVersion: '4' } as const;

export interface TrackedBeats {
  readonly beats: readonly Beat[];
  readonly beatsPerBar: number;
  readonly tempoSegments: readonly TempoSegment[];
  readonly sections: readonly Section[];
  readonly hits: readonly Hit[];
}

/** A cut that lies this little before the first sample is one at it. */
const CUT: Seconds = 0.03;

/** Loops and edits begin on a beat whose onset cannot be heard, because nothing comes before it: it is put there when the next beats say so. */
function withBeatAtStart(times: readonly Seconds[]): readonly Seconds[] {
  const first = times.length > 1 ? 2 * times[0] - times[1] : -1;
  return first > -CUT && first < CUT ? [Math.max(0, first), ...times] : times;
}

/** Beats, bars, strength and confidence of a whole piece, in steps that take some tenths of a second for an hour of music. Music without a pulse may have no beats. */
export function* trackBeats(features: MusicFeatures, described: DescriptiveFrames, weights: TrackerWeights = shippedWeights): Steps<TrackedBeats> {
  const strength = onsetStrength(features);
  const { times: chosen, clarityAt } = yield* stretchOf(findBeats(strength, makeHarmonicChange(features.chroma), weights), 0, 0.9);
  const hits = findHits(strength, features);
  if (!chosen) return { beats: [], beatsPerBar: 4, tempoSegments: [], sections: findSections([], features, described), hits };
  const { times, segments } = fitTempoSegments(refineTimes(features.fineFlux, withBeatAtStart(chosen)));
  const bars = findBarPositions(times, barEvidence(times, features, strength), weights);
  const strengths = beatStrengths(times, strength, described);
  const confidences = beatConfidences(times, strength, clarityAt);
  const beats = times.map((time, i) => ({
    time,
    barPosition: bars.positions[i],
    downbeat: bars.positions[i] === 1,
    strength: strengths[i],
    confidence: confidences[i],
  }));
  const inside = beats.filter(({ time }) => time >= 0 && time < features.duration);
  return { beats: inside, beatsPerBar: bars.beatsPerBar, tempoSegments: segments, sections: findSections(inside, features, described), hits };
}
