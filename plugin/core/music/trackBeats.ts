import type { Seconds } from '#contracts/units';
import type { Beat, Hit, Section, TempoSegment } from '#contracts/beatGrid';
import { barEvidenceNames, makeBarEvidence } from './barEvidence.js';
import { METRES, walkBars, type BarWalk } from './barWalk.js';
import { beatConfidences } from './beatConfidence.js';
import { beatStrengths } from './beatStrength.js';
import { beatReward } from './beatHypotheses.js';
import { median } from './curve.js';
import { findBeats } from './findBeats.js';
import type { DescriptiveFrames } from './descriptiveFrames.js';
import { findHits } from './findHits.js';
import { findSections } from './findSections.js';
import { makeHarmonicChange } from './harmonicChange.js';
import type { MusicFeatures } from './musicFeatures.js';
import { ONSET_FRAMES_PER_SECOND, onsetStrength, type OnsetStrength } from './onsetStrength.js';
import { onsetsBeside } from './refineTimes.js';
import { stretchOf, type Steps } from './steps.js';
import { shippedWeights, type TrackerWeights } from './trackerWeights.js';
import { fitTempoSegments, type FittedBeats } from './tempoSegments.js';

/** Raised whenever the numbers change. */
export const BAR_POINTER_TRACKER = { algorithm: 'depthbeat.barPointer', algorithmVersion: '8' } as const;

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

/** Beats and bars together, along the chosen way to count. */
function placeInBars(times: readonly Seconds[], { features, strength, weights }: { readonly features: MusicFeatures; readonly strength: OnsetStrength; readonly weights: TrackerWeights }): BarWalk {
  const evidence = makeBarEvidence(times, features, strength);
  const reward = beatReward(strength);
  return walkBars({
    frames: times.map((time) => time * ONSET_FRAMES_PER_SECOND),
    rewardAt: (frame) => reward[Math.round(frame)] ?? 0,
    evidenceAt: (frame) => evidence(frame / ONSET_FRAMES_PER_SECOND).reduce((sum, value, k) => sum + weights.bar[barEvidenceNames[k]] * value, 0),
    metreOdds: weights.metreOdds,
  });
}

/** Least that a beat counts in the fit of a tempo: where nothing sounds its place is only known to the raster. */
const LEAST_TRUST = 0.02;

/** Beats at their onsets, and on the line of a steady tempo; onsets as strong as the median one or stronger count in full. */
function placeInTime(fineFlux: Float32Array, times: readonly Seconds[]): FittedBeats {
  const onsets = onsetsBeside(fineFlux, times);
  const usual = median(onsets.map(({ flux }) => flux));
  return fitTempoSegments(onsets.map(({ time }) => time), onsets.map(({ flux }) => (usual > 0 ? Math.max(LEAST_TRUST, Math.min(1, flux / usual)) : 1)));
}

function usualMetre({ states }: BarWalk): number {
  const counts = METRES.map((metre) => states.filter((state) => state.metre === metre).length);
  return METRES[counts.indexOf(Math.max(...counts))];
}

/** Beats, bars, strength and confidence of a whole piece, in steps that take some tenths of a second for an hour of music. Music without a pulse may have no beats. */
export function* trackBeats(features: MusicFeatures, described: DescriptiveFrames, weights: TrackerWeights = shippedWeights): Steps<TrackedBeats> {
  const strength = onsetStrength(features);
  const { times: chosen, clarityAt } = yield* stretchOf(findBeats(strength, makeHarmonicChange(features.chroma), weights), 0, 0.9);
  const hits = findHits(strength, features);
  if (!chosen) return { beats: [], beatsPerBar: 4, tempoSegments: [], sections: findSections([], features, described), hits };
  const walk = placeInBars(withBeatAtStart(chosen), { features, strength, weights });
  const { times, segments } = placeInTime(features.fineFlux, walk.frames.map((frame) => Math.max(0, frame / ONSET_FRAMES_PER_SECOND)));
  const strengths = beatStrengths(times, strength, described);
  const confidences = beatConfidences(times, strength, clarityAt);
  const beats = times.map((time, i) => ({
    time,
    barPosition: walk.states[i].position,
    downbeat: walk.states[i].position === 1,
    strength: strengths[i],
    confidence: confidences[i],
  }));
  const inside = beats.filter(({ time }) => time >= 0 && time < features.duration);
  return { beats: inside, beatsPerBar: usualMetre(walk), tempoSegments: segments, sections: findSections(inside, features, described), hits };
}
