import type { Seconds } from '#contracts/units';

/** Beats of two lists that are no further apart are one (mir_eval's window). */
const SAME_BEAT: Seconds = 0.07;

/** Pairs of indices of the largest one-to-one matching of two ascending lists of times within an inclusive window: the earliest that fit, one after the other. */
export function matchBeats(reference: readonly number[], estimate: readonly number[], window: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let r = 0, e = 0; r < reference.length && e < estimate.length; ) {
    if (estimate[e] < reference[r] - window) e++;
    else if (estimate[e] > reference[r] + window) r++;
    else pairs.push([r++, e++]);
  }
  return pairs;
}

/** F-measure of two ascending lists, 2PR / (P + R) of their matching within `window` seconds; 0 where one is empty. */
export function fMeasure(reference: readonly number[], estimate: readonly number[], window = SAME_BEAT): number {
  if (reference.length === 0 || estimate.length === 0) return 0;
  return (2 * matchBeats(reference, estimate, window).length) / (reference.length + estimate.length);
}
