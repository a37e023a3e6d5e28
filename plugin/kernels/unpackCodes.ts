/** The values of 16-bit codes: low + code × step (core/depth/packedMap). `codes`: uint16, `values`: float32; whole vectors of four. */
export function unpackCodes(codes: usize, count: i32, low: f32, step: f32, values: usize): void {
  const lows = f32x4.splat(low);
  const steps = f32x4.splat(step);
  for (let i = 0; i < count; i += 4) {
    v128.store(values + (i << 2), f32x4.add(lows, f32x4.mul(steps, f32x4.convert_i32x4_u(v128.load16x4_u(codes + (i << 1))))));
  }
}
