/** Rows of `width` points of `step` numbers each, every row turned left to right. */
export function mirrorRows(values: Float32Array, width: number, step: number): Float32Array {
  const out = new Float32Array(values.length);
  const row = width * step;
  for (let start = 0; start < values.length; start += row) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < step; c++) out[start + x * step + c] = values[start + (width - 1 - x) * step + c]!;
    }
  }
  return out;
}
