import { movingMean } from './movingMean.js';
import { COARSE, type MusicFeatures } from './musicFeatures.js';
import { fluxGroups, type FluxGroup } from './onsetFlux.js';

/** Onset curves with their level evened out: 0 between onsets, about 1 at an ordinary onset, mean square 1 over some seconds. */
export interface OnsetStrength {
  readonly groups: Readonly<Record<FluxGroup, Float32Array>>;
  /** Weighted sum of the groups, mean square about 1 as well. */
  readonly total: Float32Array;
}

/** What is steady is no onset: mean taken away over ±0.2 s (0.1-0.4 s is usual practice). */
const BACKGROUND_REACH = 20;
/** Gain follows the music over ±8 s, so that a quiet verse counts as much as a loud chorus. */
const GAIN_REACH = 800;
/** Below this part of the whole song's root mean square a stretch counts as silent and is not raised. */
const QUIETEST_GAIN = 0.1;

function evenOut(flux: Float32Array): Float32Array {
  const background = movingMean(flux, BACKGROUND_REACH);
  const rise = Float32Array.from(flux, (value, n) => Math.max(0, value - background[n]));
  const power = movingMean(
    rise.map((value) => value * value),
    GAIN_REACH,
  );
  const overall = Math.sqrt(rise.reduce((sum, value) => sum + value * value, 0) / Math.max(1, rise.length));
  if (overall === 0) return rise;
  return rise.map((value, n) => value / Math.max(Math.sqrt(power[n]), QUIETEST_GAIN * overall));
}

/** Short triangle that joins an onset spread over two frames. */
function smooth(curve: Float32Array): Float32Array {
  const last = curve.length - 1;
  return curve.map((value, n) => (value * 2 + curve[Math.max(0, n - 1)] + curve[Math.min(last, n + 1)]) / 4);
}

/** Part of each group in the total (chosen: attack carries most rhythm, cymbals least). */
const weights: Readonly<Record<FluxGroup, number>> = { low: 0.9, body: 0.9, attack: 1, air: 0.6 };

/** Frames a coarse flux peak lies before the onset: the window touches a click before its centre reaches it (measured on clicks in the tests). */
const EARLY_FRAMES = 1;

function delay(curve: Float32Array): Float32Array {
  return curve.map((_, n) => (n < EARLY_FRAMES ? 0 : curve[n - EARLY_FRAMES]));
}

/** Onset curves at COARSE.framesPerSecond, frame n at n / framesPerSecond seconds, latency taken off. */
export function onsetStrength(features: Pick<MusicFeatures, 'flux'>): OnsetStrength {
  const groups = Object.fromEntries(fluxGroups.map((name) => [name, smooth(evenOut(delay(features.flux[name])))])) as Record<FluxGroup, Float32Array>;
  const sum = new Float32Array(features.flux.low.length);
  for (const name of fluxGroups) for (let n = 0; n < sum.length; n++) sum[n] += weights[name] * groups[name][n];
  const power = movingMean(sum.map((value) => value * value), GAIN_REACH);
  return { groups, total: sum.map((value, n) => value / Math.max(Math.sqrt(power[n]), 1e-3)) };
}

export const ONSET_FRAMES_PER_SECOND = COARSE.framesPerSecond;
