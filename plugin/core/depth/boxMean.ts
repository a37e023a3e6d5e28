/**
 * Mean over a (2·radius+1)² window clipped at the border. `values` is height × width, row-major. Cost does not grow with the
 * radius: running sums along rows, then along columns.
 */
export function boxMean(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  for (let y = 0; y < height; y++) meanOfRow(values, y * width, width, radius, rows);
  const out = new Float32Array(values.length);
  const sums = new Float64Array(width);
  for (let y = -radius; y < height; y++) {
    const enters = y + radius;
    const leaves = y - radius - 1;
    if (enters < height) for (let x = 0; x < width; x++) sums[x] = sums[x]! + rows[enters * width + x]!;
    if (leaves >= 0) for (let x = 0; x < width; x++) sums[x] = sums[x]! - rows[leaves * width + x]!;
    if (y < 0) continue;
    const share = 1 / (Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1);
    for (let x = 0; x < width; x++) out[y * width + x] = sums[x]! * share;
  }
  return out;
}

function meanOfRow(values: Float32Array, at: number, width: number, radius: number, out: Float32Array): void {
  const inner = 1 / (2 * radius + 1);
  let sum = 0;
  for (let x = 0; x < Math.min(radius, width); x++) sum += values[at + x]!;
  for (let x = 0; x < width; x++) {
    const enters = x + radius;
    const leaves = x - radius - 1;
    if (enters < width) sum += values[at + enters]!;
    if (leaves >= 0) sum -= values[at + leaves]!;
    out[at + x] = x >= radius && enters < width ? sum * inner : sum / (Math.min(width - 1, enters) - Math.max(0, x - radius) + 1);
  }
}
