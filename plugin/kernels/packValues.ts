/**
 * Values as 16-bit codes between their own lowest and highest (core/depth/packedMap `packMap`, to the bit): bounds in float32, codes in float64, as the
 * definition has them.
 */

/** `values`: float32, `count` and up to 12 bytes more; `found` gets, as float64, the lowest and the highest finite value, or 0 and 0 where there is none. */
export function boundsOf(values: usize, count: i32, found: usize): void {
  const infinity = f32x4.splat(Infinity);
  const below = f32x4.splat(-Infinity);
  const counts = i32x4.splat(count);
  let places = i32x4(0, 1, 2, 3);
  let low = infinity;
  let high = below;
  for (let i = 0; i < count; i += 4) {
    const value = v128.load(values + (i << 2));
    // A comparison with what is no number is false, and what lies beyond the end counts for nothing.
    const isCounted = v128.and(f32x4.lt(f32x4.abs(value), infinity), i32x4.lt_s(places, counts));
    low = f32x4.pmin(low, v128.bitselect(value, infinity, isCounted));
    high = f32x4.pmax(high, v128.bitselect(value, below, isCounted));
    places = i32x4.add(places, i32x4.splat(4));
  }
  const lowest = min(min(f32x4.extract_lane(low, 0), f32x4.extract_lane(low, 1)), min(f32x4.extract_lane(low, 2), f32x4.extract_lane(low, 3)));
  const highest = max(max(f32x4.extract_lane(high, 0), f32x4.extract_lane(high, 1)), max(f32x4.extract_lane(high, 2), f32x4.extract_lane(high, 3)));
  const isAny = highest >= lowest;
  store<f64>(found, isAny ? lowest : 0);
  store<f64>(found, isAny ? highest : 0, 8);
}

/** `codes`: uint16; whole vectors of four are read and written. What is no number becomes 0. */
export function packValues(values: usize, count: i32, low: f64, scale: f64, codes: usize): void {
  const lows = f64x2.splat(low);
  const scales = f64x2.splat(scale);
  const half = f64x2.splat(0.5);
  const top = i32x4.splat(65535);
  for (let i = 0; i < count; i += 4) {
    const four = v128.load(values + (i << 2));
    const first = f64x2.add(f64x2.mul(f64x2.sub(f64x2.promote_low_f32x4(four), lows), scales), half);
    const second = f64x2.add(f64x2.mul(f64x2.sub(f64x2.promote_low_f32x4(v128.shuffle<i64>(four, four, 1, 0)), lows), scales), half);
    const both = v128.shuffle<i64>(i32x4.trunc_sat_f64x2_u_zero(first), i32x4.trunc_sat_f64x2_u_zero(second), 0, 2);
    v128.store64_lane(codes + (i << 1), i16x8.narrow_i32x4_u(i32x4.min_u(both, top), top), 0);
  }
}
