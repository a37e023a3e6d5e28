import type { ShotQuality } from '#contracts/depthAsset';
import type { FrameScore } from '../cache/frameScores.js';

/** What the frames of a shot were measured to be on the whole: halo 0..1, flicker as a share of the span (0 for a shot of one frame). */
export function meanScores(scores: readonly FrameScore[]): Pick<ShotQuality, 'halo' | 'flicker'> {
  let [sum, count] = [0, 0];
  for (const score of scores) {
    sum += score.sum;
    count += score.count;
  }
  const flickers = scores.flatMap(({ flicker }) => flicker ?? []);
  return { halo: count > 0 ? Math.min(1, sum / count) : 0, flicker: flickers.length > 0 ? flickers.reduce((a, b) => a + b, 0) / flickers.length : 0 };
}
