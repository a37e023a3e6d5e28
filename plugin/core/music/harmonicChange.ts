import type { Seconds } from '#contracts/units';
import { CHROMA, PITCH_CLASSES } from './chroma.js';

/** How much the harmony of the `reach` seconds after a moment differs from that before it: 0 alike .. 1 nothing in common. */
export type HarmonicChange = (time: Seconds, reach: Seconds) => number;

/** Square root of the cosine distance of mean chroma before and after. O(1) a call. */
export function makeHarmonicChange(chroma: Float32Array): HarmonicChange {
  const frames = chroma.length / PITCH_CLASSES;
  const sums = new Float64Array((frames + 1) * PITCH_CLASSES);
  for (let place = 0; place < chroma.length; place++) sums[place + PITCH_CLASSES] = sums[place] + chroma[place];
  const frameAt = (time: Seconds): number => Math.round(time * CHROMA.framesPerSecond);

  return (time, reach) => {
    if (frames < 2) return 0;
    const first = Math.max(0, Math.min(frames - 1, frameAt(time - reach)));
    const middle = Math.max(first + 1, Math.min(frames - 1, frameAt(time)));
    const last = Math.max(middle + 1, Math.min(frames, frameAt(time + reach)));
    let dot = 0;
    let before = 0;
    let after = 0;
    for (let c = 0; c < PITCH_CLASSES; c++) {
      const a = sums[middle * PITCH_CLASSES + c] - sums[first * PITCH_CLASSES + c];
      const b = sums[Math.min(frames, last) * PITCH_CLASSES + c] - sums[middle * PITCH_CLASSES + c];
      dot += a * b;
      before += a * a;
      after += b * b;
    }
    return before > 0 && after > 0 ? Math.sqrt(Math.max(0, 1 - dot / Math.sqrt(before * after))) : 0;
  };
}
