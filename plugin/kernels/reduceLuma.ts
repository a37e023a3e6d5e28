/**
 * Luma (uint8, height × width) as float32 at a smaller size, each pixel the mean of its own box (core/depth/resample `area`), then brought to
 * another light: gain × mean + offset. `columns` and `rows`: for each pixel of the result its taps' indices (int32), then all their weights
 * (float32); `columnTaps` and `rowTaps` a pixel.
 */
export function reduceLuma(luma: usize, width: i32, toWidth: i32, toHeight: i32, columns: usize, columnTaps: i32, rows: usize, rowTaps: i32, gain: f32, offset: f32, to: usize): void {
  const line = heap.alloc((width << 2) + 16);
  const columnWeights = columns + ((toWidth * columnTaps) << 2);
  const rowWeights = rows + ((toHeight * rowTaps) << 2);
  for (let y = 0; y < toHeight; y++) {
    memory.fill(line, 0, width << 2);
    for (let k = y * rowTaps; k < (y + 1) * rowTaps; k++) {
      const weight = load<f32>(rowWeights + (k << 2));
      if (weight > 0) addRow(luma + load<i32>(rows + (k << 2)) * width, line, width, weight);
    }
    for (let x = 0, t = 0; x < toWidth; x++, to += 4) {
      let sum: f32 = 0;
      for (let k = 0; k < columnTaps; k++, t++) sum += load<f32>(columnWeights + (t << 2)) * load<f32>(line + (load<i32>(columns + (t << 2)) << 2));
      store<f32>(to, gain * sum + offset);
    }
  }
  heap.free(line);
}

function addRow(from: usize, line: usize, width: i32, weight: f32): void {
  const weights = f32x4.splat(weight);
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const values = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from + x))));
    v128.store(line + (x << 2), f32x4.add(v128.load(line + (x << 2)), f32x4.mul(weights, values)));
  }
  for (; x < width; x++) store<f32>(line + (x << 2), load<f32>(line + (x << 2)) + weight * f32(load<u8>(from + x)));
}
