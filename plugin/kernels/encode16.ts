/**
 * Values as 16-bit codes: low ↦ 0, low + 65535 / scale ↦ 65535, rounded, clamped in between (core/depth/encode16, core/depth/packedMap).
 * `values`: float32, `codes`: uint16; whole vectors of eight are read and written.
 */
export function encode16(values: usize, count: i32, low: f32, scale: f32, codes: usize): void {
  const lows = f32x4.splat(low);
  const scales = f32x4.splat(scale);
  const half = f32x4.splat(0.5);
  for (let i = 0; i < count; i += 8) {
    const first = f32x4.add(f32x4.mul(f32x4.sub(v128.load(values + (i << 2)), lows), scales), half);
    const second = f32x4.add(f32x4.mul(f32x4.sub(v128.load(values + (i << 2), 16), lows), scales), half);
    // Both steps clamp: the one to int32 what is no number or out of its range, the other to 0..65535.
    v128.store(codes + (i << 1), i16x8.narrow_i32x4_u(i32x4.trunc_sat_f32x4_s(first), i32x4.trunc_sat_f32x4_s(second)));
  }
}
