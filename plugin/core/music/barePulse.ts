import type { Unit } from '#contracts/units';
import { median } from './curve.js';
import type { MeasuredBeats, Stretch } from './measuredBeats.js';
import { valueAt, type MeasuringCurves } from './measuringCurves.js';
import { fluxGroups } from './onsetFlux.js';

/** Places between beats, close enough together that no onset falls through. */
const BETWEEN = Array.from({ length: 29 }, (_, i) => 0.15 + i * 0.025);

/** Less than this of a beat and what sounds between beats is no bare pulse (chosen: a drum machine's off-beats are louder). */
const BARE_SHARE = 0.9;

/** So many of the beats are one sound: an accent on every third or fourth is another one; of a drum kit's eighths every second is. */
const ALIKE_PART = 0.6;
/** Distances up to which sounds are one, and from which they are two, as parts of both (clicks differ by 0.07 at most, kick and hat by 0.11 at least). */
const ONE_SOUND = 0.07;
const TWO_SOUNDS = 0.11;

/** Weakest tenth of the beats against the loudest place between beats, 0..1: 0 when anything of note sounds between beats. */
function stillnessBetween({ hypothesis: { times }, curves: { total } }: MeasuredBeats, [first, end]: Stretch): Unit {
  const weakest = Float64Array.from({ length: end - first }, (_, i) => valueAt(total, times[first + i])).sort()[Math.floor((end - first) / 10)];
  if (weakest <= 0) return 0;
  let loudest = 0;
  for (const phase of BETWEEN) {
    let sum = 0;
    for (let i = first; i < end; i++) sum += valueAt(total, times[i] + phase * (times[i + 1] - times[i]));
    loudest = Math.max(loudest, sum / (end - first));
    if (weakest / (weakest + loudest) < BARE_SHARE) return 0;
  }
  return (weakest / (weakest + loudest + 1e-3) - BARE_SHARE) / (1 - BARE_SHARE);
}

/** Onset strength of each group of bands at a beat. */
const soundAt = ({ groups }: MeasuringCurves, time: number): number[] => fluxGroups.map((name) => valueAt(groups[name], time));

/** Whether most of the beats are one sound, 0..1: each is compared with the median one over the groups of bands. */
function sameness({ hypothesis: { times }, curves }: MeasuredBeats, [first, end]: Stretch): Unit {
  const sounds = times.slice(first, end).map((time) => soundAt(curves, time));
  const usual = fluxGroups.map((_, g) => median(sounds.map((sound) => sound[g])));
  const distances = sounds.map((sound) => {
    const [apart, both] = usual.reduce(([difference, sum], value, g) => [difference + Math.abs(sound[g] - value), sum + sound[g] + value], [0, 1e-9]);
    return apart / both;
  });
  const distance = distances.sort((a, b) => a - b)[Math.floor(ALIKE_PART * distances.length)];
  return Math.max(0, Math.min(1, (TWO_SOUNDS - distance) / (TWO_SOUNDS - ONE_SOUND)));
}

/**
 * Whether every beat sounds, most of them alike, and nothing between them does: near 1 for a metronome counted click by click, 0 at half or
 * double its speed and in music, the eighths of a drum kit included.
 */
export function barePulse(measured: MeasuredBeats, stretch: Stretch): Unit {
  const still = stillnessBetween(measured, stretch);
  return still > 0 ? still * sameness(measured, stretch) : 0;
}
