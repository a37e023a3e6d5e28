/** Mean of `values` over ±`reach` samples around each one; at the ends over what there is. O(n). */
export function movingMean(values: ArrayLike<number>, reach: number): Float64Array {
  const count = values.length;
  const sums = new Float64Array(count + 1);
  for (let n = 0; n < count; n++) sums[n + 1] = sums[n] + values[n];
  const mean = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    const from = Math.max(0, n - reach);
    const to = Math.min(count, n + reach + 1);
    mean[n] = (sums[to] - sums[from]) / (to - from);
  }
  return mean;
}
