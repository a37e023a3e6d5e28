/**
 * Mean over windows of (2·radius+1)², clipped at the border; the definition is core/depth/boxMean. `values`, `rows`, `out`: float32,
 * height × width. Each window is summed anew: for radii of a few places that is quicker than running sums, and nothing drifts in float32.
 */
export function boxMean(values: usize, rows: usize, out: usize, width: i32, height: i32, radius: i32): void {
  for (let y = 0; y < height; y++) meanAlong(values + ((y * width) << 2), rows + ((y * width) << 2), width, radius);
  for (let y = 0; y < height; y++) meanDown(rows, out, width, height, y, radius);
}

function meanAlong(from: usize, to: usize, width: i32, radius: i32): void {
  const inner = f32x4.splat(f32(1) / f32(radius + radius + 1));
  let x = 0;
  for (; x < min(radius, width); x++) meanAtBorder(from, to, width, x, radius);
  for (; x + radius + 4 <= width; x += 4) {
    let sum = v128.load(from + ((x - radius) << 2));
    for (let k = 1 - radius; k <= radius; k++) sum = f32x4.add(sum, v128.load(from + ((x + k) << 2)));
    v128.store(to + (x << 2), f32x4.mul(sum, inner));
  }
  for (; x < width; x++) meanAtBorder(from, to, width, x, radius);
}

function meanAtBorder(from: usize, to: usize, width: i32, x: i32, radius: i32): void {
  const first = max(0, x - radius);
  const last = min(width - 1, x + radius);
  let sum: f32 = 0;
  for (let k = first; k <= last; k++) sum += load<f32>(from + (k << 2));
  store<f32>(to + (x << 2), sum / f32(last - first + 1));
}

function meanDown(rows: usize, out: usize, width: i32, height: i32, y: i32, radius: i32): void {
  const first = max(0, y - radius);
  const last = min(height - 1, y + radius);
  const share = f32(1) / f32(last - first + 1);
  const shares = f32x4.splat(share);
  const line = width << 2;
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    let at = rows + first * line + (x << 2);
    let sum = v128.load(at);
    for (let k = first; k < last; k++) sum = f32x4.add(sum, v128.load((at += line)));
    v128.store(out + y * line + (x << 2), f32x4.mul(sum, shares));
  }
  for (; x < width; x++) {
    let sum: f32 = 0;
    for (let k = first; k <= last; k++) sum += load<f32>(rows + k * line + (x << 2));
    store<f32>(out + y * line + (x << 2), sum * share);
  }
}
