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
