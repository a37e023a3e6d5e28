/** Rows of `width` points of `step` numbers each, every row turned left to right. */
export function mirrorRows(values: Float32Array, width: number, step: number): Float32Array {
  const out = values.slice();
  const row = width * step;
  for (let start = 0; start < out.length; start += row) {
    const line = out.subarray(start, start + row).reverse();
    // Turning the whole row turned the numbers of each point as well.
    if (step > 1) for (let at = 0; at < row; at += step) line.subarray(at, at + step).reverse();
  }
  return out;
}
