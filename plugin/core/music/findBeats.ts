import type { Seconds, Unit } from '#contracts/units';
import { pulseClarity } from './beatConfidence.js';
import { proposeBeats } from './beatHypotheses.js';
import { chooseHypothesis } from './chooseHypothesis.js';
import type { HarmonicChange } from './harmonicChange.js';
import { joinAt, joinHypotheses } from './joinHypotheses.js';
import { measuringCurves } from './measuringCurves.js';
import { fluxGroups } from './onsetFlux.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';
import { stretchOf, type Steps } from './steps.js';
import type { TrackerWeights } from './trackerWeights.js';

/** Longer music is counted in parts of this length, so that in a mix one song does not speak for another and memory stays small. */
const PART: Seconds = 240;
/** Parts overlap by this on each side: a beat near a border has music on both. */
const MARGIN: Seconds = 15;

export interface FoundBeats {
  /** Undefined where there was nothing to follow. */
  readonly times: readonly Seconds[] | undefined;
  /** How far the pulse of the music around a moment stands out (`pulseClarity`). */
  readonly clarityAt: (time: Seconds) => Unit;
}

interface Music {
  readonly strength: OnsetStrength;
  readonly harmony: HarmonicChange;
}

function cutMusic({ strength, harmony }: Music, start: Seconds, end: Seconds): Music {
  const cut = (curve: Float32Array): Float32Array => curve.subarray(Math.round(start * ONSET_FRAMES_PER_SECOND), Math.round(end * ONSET_FRAMES_PER_SECOND));
  const groups = Object.fromEntries(fluxGroups.map((name) => [name, cut(strength.groups[name])])) as OnsetStrength['groups'];
  return { strength: { groups, total: cut(strength.total) }, harmony: (time, reach) => harmony(time + start, reach) };
}

function* countPart({ strength, harmony }: Music, weights: TrackerWeights): Steps<{ readonly times: readonly Seconds[] | undefined; readonly clarity: Unit }> {
  const judgement = { curves: measuringCurves(strength, harmony), weights };
  const hypotheses = yield* stretchOf(proposeBeats(strength), 0, 0.4);
  const joined = yield* stretchOf(joinHypotheses(hypotheses, judgement), 0.4, 1);
  return { times: joined ?? chooseHypothesis(hypotheses, judgement)?.times, clarity: pulseClarity(hypotheses) };
}

/** Beats of music of any length on the raster of the onset curve. Cost: proportional to its length; memory: that of one part. */
export function* findBeats(strength: OnsetStrength, harmony: HarmonicChange, weights: TrackerWeights): Steps<FoundBeats> {
  const seconds = strength.total.length / ONSET_FRAMES_PER_SECOND;
  const parts = Math.max(1, Math.round(seconds / PART));
  const length = seconds / parts;
  const clarities: Unit[] = [];
  let times: readonly Seconds[] | undefined;
  for (let part = 0; part < parts; part++) {
    const start = Math.max(0, part * length - MARGIN);
    const music = cutMusic({ strength, harmony }, start, Math.min(seconds, (part + 1) * length + MARGIN));
    const found = yield* stretchOf(countPart(music, weights), part / parts, (part + 1) / parts);
    const moved = found.times?.map((time) => time + start);
    clarities.push(found.clarity);
    times = times && moved ? joinAt(times, moved, part * length) : (times ?? moved);
  }
  return { times, clarityAt: (time) => clarities[Math.max(0, Math.min(parts - 1, Math.floor(time / length)))] };
}
