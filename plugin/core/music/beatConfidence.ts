import type { Seconds, Unit } from '#contracts/units';
import { peakNear } from './curve.js';
import { movingMean } from './movingMean.js';
import { ONSET_FRAMES_PER_SECOND, type OnsetStrength } from './onsetStrength.js';

/** Beats before and after that speak for a beat: two bars each way. */
const REACH = 8;

/**
 * How surely each beat lies on a pulse, 0..1: the part of the onset strength around it that falls on beats rather
 * than a third of the way between them, where neither beats nor off-beats lie. 0.5 and below means no better than chance.
 */
export function beatConfidences(times: readonly Seconds[], strength: OnsetStrength): Unit[] {
  const at = (time: Seconds): number => Math.min(4, peakNear(strength.total, time * ONSET_FRAMES_PER_SECOND, 2));
  const on = movingMean(times.map(at), REACH);
  const beside = movingMean(
    times.map((time, i) => {
      const gap = i + 1 < times.length ? times[i + 1] - time : time - (times[i - 1] ?? time);
      return (at(time + 0.37 * gap) + at(time - 0.37 * gap)) / 2;
    }),
    REACH,
  );
  return times.map((_, i) => {
    const contrast = on[i] / Math.max(1e-6, on[i] + beside[i]);
    return Math.max(0, Math.min(1, 2 * contrast - 1));
  });
}
