/** A picture as a network is fed: core/depth/fitPicture `resizedPlanes` and the normalisation of core/depth/preprocess in one go. */

/**
 * A picture (uint8, height × width × 3) at another size, each channel times its gain plus its offset. Rows are mixed first, as whole vectors,
 * then columns. `columns`: for each pixel of a row its taps' places in bytes of a float32 RGB row (int32), then all their weights (float32),
 * `columnTaps` a pixel; `rows`: the same for rows, in bytes of the picture. `norms`: three gains and a 0, three offsets and a 0 (float32).
 * `to`: float32; the channels of a pixel lie `channelStep` bytes apart, pixels `pixelStep`. Whole vectors are read beyond the picture's end.
 */
export function resizePicture(from: usize, rowBytes: i32, columns: usize, columnTaps: i32, toWidth: i32, rows: usize, rowTaps: i32, toHeight: i32, norms: usize, to: usize, channelStep: i32, pixelStep: i32): void {
  const line = heap.alloc((rowBytes << 2) + 80);
  const columnWeights = columns + ((toWidth * columnTaps) << 2);
  const rowWeights = rows + ((toHeight * rowTaps) << 2);
  const gains = v128.load(norms);
  const offsets = v128.load(norms, 16);
  const tapBytes = columnTaps << 2;
  for (let y = 0; y < toHeight; y++) {
    mixRows(from, rows + ((y * rowTaps) << 2), rowWeights + ((y * rowTaps) << 2), rowTaps, rowBytes, line);
    for (let x = 0, t = 0; x < toWidth; x++, to += pixelStep) {
      let sum = f32x4.splat(0);
      for (const end = t + tapBytes; t < end; t += 4) sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(columnWeights + t), v128.load(line + load<i32>(columns + t))));
      sum = f32x4.add(f32x4.mul(sum, gains), offsets);
      v128.store32_lane(to, sum, 0);
      v128.store32_lane(to + channelStep, sum, 1);
      v128.store32_lane(to + (channelStep << 1), sum, 2);
    }
  }
  heap.free(line);
}

/** One row of float32 out of some rows of uint8; sixteen values at once, so up to fifteen beyond the row. */
function mixRows(from: usize, rows: usize, weights: usize, taps: i32, length: i32, line: usize): void {
  for (let x = 0; x < length; x += 16) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let k = 0; k < taps << 2; k += 4) {
      const weight = v128.load32_splat(weights + k);
      const bytes = v128.load(from + load<i32>(rows + k) + x);
      const low = i16x8.extend_low_i8x16_u(bytes);
      const high = i16x8.extend_high_i8x16_u(bytes);
      a = f32x4.add(a, f32x4.mul(weight, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(low))));
      b = f32x4.add(b, f32x4.mul(weight, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(low))));
      c = f32x4.add(c, f32x4.mul(weight, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(high))));
      d = f32x4.add(d, f32x4.mul(weight, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(high))));
    }
    const to = line + (x << 2);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
  }
}
