import type { Seconds } from '#contracts/units';
import type { HarmonicChange } from './harmonicChange.js';
import { fluxGroups, type FluxGroup } from './onsetFlux.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** Curves that all hypotheses of a song are measured on, peaks widened so that a beat need not hit its frame. */
export interface MeasuringCurves {
  readonly groups: Readonly<Record<FluxGroup, Float32Array>>;
  readonly total: Float32Array;
  /** Number of onsets before each frame. */
  readonly onsetsBefore: Int32Array;
  readonly harmony: HarmonicChange;
}

/** Beats within ±20 ms of an onset count as on it; more than four times the usual onset says no more than four. */
const REACH_FRAMES = 2;
const STRONGEST = 4;
/** What counts as an onset, in ordinary onsets. */
const ONSET = 0.5;

function widenPeaks(curve: Float32Array): Float32Array {
  return curve.map((_, n) => {
    let peak = 0;
    for (let k = Math.max(0, n - REACH_FRAMES); k <= Math.min(curve.length - 1, n + REACH_FRAMES); k++) peak = Math.max(peak, curve[k]);
    return Math.min(STRONGEST, peak);
  });
}

/** Running count of local maxima that stand out. */
function countOnsets(total: Float32Array): Int32Array {
  const before = new Int32Array(total.length + 1);
  for (let n = 0; n < total.length; n++) {
    const isPeak = total[n] > ONSET && total[n] >= (total[n - 1] ?? 0) && total[n] > (total[n + 1] ?? 0);
    before[n + 1] = before[n] + (isPeak ? 1 : 0);
  }
  return before;
}

export function measuringCurves(strength: OnsetStrength, harmony: HarmonicChange): MeasuringCurves {
  const groups = Object.fromEntries(fluxGroups.map((name) => [name, widenPeaks(strength.groups[name])])) as Record<FluxGroup, Float32Array>;
  return { groups, total: widenPeaks(strength.total), onsetsBefore: countOnsets(strength.total), harmony };
}

/** Value of a curve at the frame nearest to a moment; 0 outside. */
export const valueAt = (curve: Float32Array, time: Seconds): number => curve[Math.round(time * ONSET_FRAMES_PER_SECOND)] ?? 0;
