/** Largest value of a curve within ±`reach` samples of a place that need not be whole; 0 outside the curve. */
export function peakNear(curve: Float32Array, place: number, reach: number): number {
  const centre = Math.round(place);
  let peak = 0;
  for (let n = Math.max(0, centre - reach); n <= Math.min(curve.length - 1, centre + reach); n++) peak = Math.max(peak, curve[n]);
  return peak;
}

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Values less their mean, over their standard deviation; all 0 when they are all alike. */
export function standardise(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));
  return values.map((value) => (deviation > 1e-9 ? (value - mean) / deviation : 0));
}

/** Distances between neighbours. */
export function intervals(times: readonly number[]): number[] {
  return times.slice(1).map((time, i) => time - times[i]);
}

/** Index of the first of ascending values that is not below `least`: as many lie below it. */
export function firstFrom(values: readonly number[], least: number): number {
  let low = 0;
  for (let high = values.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (values[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
