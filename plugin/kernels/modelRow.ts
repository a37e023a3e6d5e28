/** The second pass's rows: a local model enlarged to the picture's width and applied to its luma. The definition is core/depth/edgeRefine. */

/**
 * One row of a small plane at the picture's width: out[x] = from[left[x]] + weight[x] × (from[right[x]] − from[left[x]]).
 * `places`: for each x two int32 byte offsets, left and right; `weights`, `out`: float32, `width`.
 */
export function widenRow(from: usize, places: usize, weights: usize, width: i32, out: usize): void {
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const at = places + (x << 3);
    const left = gathered(from, at);
    const right = gathered(from, at + 4);
    v128.store(out + (x << 2), f32x4.add(left, f32x4.mul(v128.load(weights + (x << 2)), f32x4.sub(right, left))));
  }
  for (; x < width; x++) {
    const left = load<f32>(from + load<i32>(places + (x << 3)));
    const right = load<f32>(from + load<i32>(places + (x << 3), 4));
    store<f32>(out + (x << 2), left + load<f32>(weights + (x << 2)) * (right - left));
  }
}

/** The values at every other one of eight places. */
function gathered(from: usize, places: usize): v128 {
  let values = v128.load32_zero(from + load<i32>(places));
  values = v128.load32_lane(from + load<i32>(places, 8), values, 1);
  values = v128.load32_lane(from + load<i32>(places, 16), values, 2);
  return v128.load32_lane(from + load<i32>(places, 24), values, 3);
}

/**
 * One row of the picture: slope × luma + base, kept between lowest and highest. `upper` and `lower` hold these four as widened rows one after
 * another (float32, 4 × width), `weight` is the lower one's share; `guide`: uint8, `width`; `out`: float32, `width`.
 */
export function modelRow(upper: usize, lower: usize, weight: f32, guide: usize, width: i32, out: usize): void {
  const line = width << 2;
  const share = f32x4.splat(weight);
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const at = x << 2;
    const luma = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(guide + x))));
    const slope = mixed4(upper + at, lower + at, share);
    const base = mixed4(upper + at + line, lower + at + line, share);
    const lowest = mixed4(upper + at + 2 * line, lower + at + 2 * line, share);
    const highest = mixed4(upper + at + 3 * line, lower + at + 3 * line, share);
    v128.store(out + at, f32x4.pmax(lowest, f32x4.pmin(highest, f32x4.add(f32x4.mul(slope, luma), base))));
  }
  for (; x < width; x++) {
    const at = x << 2;
    const value = mixed(upper + at, lower + at, weight) * f32(load<u8>(guide + x)) + mixed(upper + at + line, lower + at + line, weight);
    const lowest = mixed(upper + at + 2 * line, lower + at + 2 * line, weight);
    const highest = mixed(upper + at + 3 * line, lower + at + 3 * line, weight);
    const below = value < highest ? value : highest;
    store<f32>(out + at, lowest < below ? below : lowest);
  }
}

function mixed4(upper: usize, lower: usize, share: v128): v128 {
  const from = v128.load(upper);
  return f32x4.add(from, f32x4.mul(share, f32x4.sub(v128.load(lower), from)));
}

function mixed(upper: usize, lower: usize, weight: f32): f32 {
  const from = load<f32>(upper);
  return from + weight * (load<f32>(lower) - from);
}
