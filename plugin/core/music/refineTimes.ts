import type { Seconds } from '#contracts/units';
import { FINE } from './musicFeatures.js';

/** An onset further from its beat than this belongs to something else. */
const REACH: Seconds = 0.035;
/** Preference for onsets near the found place, seconds (chosen: half a coarse window). */
const PREFERENCE: Seconds = 0.015;

/** Vertex of the parabola through three equally spaced values, as an offset from the middle one in -0.5..0.5. */
export function parabolaOffset(before: number, peak: number, after: number): number {
  const curvature = before - 2 * peak + after;
  return curvature < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curvature))) : 0;
}

/** Where an onset beside a beat begins, and how steeply: its flux, 0 where nothing sounds. */
export interface BesideOnset {
  readonly time: Seconds;
  readonly flux: number;
}

function onsetBeside(fineFlux: Float32Array, time: Seconds): BesideOnset {
  const centre = time * FINE.framesPerSecond;
  const reach = REACH * FINE.framesPerSecond;
  const spread = PREFERENCE * FINE.framesPerSecond;
  let best = -1;
  let bestValue = 0;
  for (let n = Math.max(1, Math.ceil(centre - reach)); n <= Math.min(fineFlux.length - 2, centre + reach); n++) {
    const value = fineFlux[n] * Math.exp(-0.5 * ((n - centre) / spread) ** 2);
    if (value > bestValue) [best, bestValue] = [n, value];
  }
  if (best < 0) return { time, flux: 0 };
  return { time: (best + parabolaOffset(fineFlux[best - 1], fineFlux[best], fineFlux[best + 1])) / FINE.framesPerSecond, flux: fineFlux[best] };
}

/** The onset beside each time of the 10 ms raster; where nothing sounds the time stays. Order is kept. */
export function onsetsBeside(fineFlux: Float32Array, times: readonly Seconds[]): BesideOnset[] {
  return times.map((time) => onsetBeside(fineFlux, time));
}

/** Moves each time from its 10 ms raster to the onset beside it. */
export function refineTimes(fineFlux: Float32Array, times: readonly Seconds[]): Seconds[] {
  return onsetsBeside(fineFlux, times).map(({ time }) => time);
}
