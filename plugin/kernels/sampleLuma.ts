/**
 * Luma at a smaller size, each pixel the mean of some samples of its box: core/depth/reducePicture `reduceLuma`. `columns`, `rows`: for each pixel
 * of a side `columnEach` (`rowEach`, at most 4 each) places of the larger side, int32; rows in bytes of the picture. `to`: uint8. Sums are whole
 * numbers, so their order is free. Whole vectors are read, up to fifteen bytes beyond the picture's end.
 */

/** `from`: uint8 luma, height × width; `columns` in pixels. */
export function sampleLuma(from: usize, width: i32, columns: usize, columnEach: i32, toWidth: i32, rows: usize, rowEach: i32, toHeight: i32, to: usize): void {
  const line = heap.alloc((width << 1) + 48);
  const share = f32(1) / f32(columnEach * rowEach);
  const columnBytes = columnEach << 2;
  for (let y = 0; y < toHeight; y++) {
    addRows(from, rows + ((y * rowEach) << 2), rowEach, width, line);
    for (let x = 0, t = columns; x < toWidth; x++, to++) {
      let sum: i32 = 0;
      for (const end = t + columnBytes; t < end; t += 4) sum += load<u16>(line + (load<i32>(t) << 1));
      store<u8>(to, u8(share * f32(sum) + 0.5));
    }
  }
  heap.free(line);
}

/** `from`: uint8, height × width × 3; `columns` in bytes of a row. `shares`: what a sample of red, green and blue counts, float64. The definition's result to the bit. */
export function sampleColourLuma(from: usize, rowBytes: i32, columns: usize, columnEach: i32, toWidth: i32, rows: usize, rowEach: i32, toHeight: i32, shares: usize, to: usize): void {
  const line = heap.alloc((rowBytes << 1) + 48);
  const red = load<f64>(shares);
  const green = load<f64>(shares, 8);
  const blue = load<f64>(shares, 16);
  const columnBytes = columnEach << 2;
  for (let y = 0; y < toHeight; y++) {
    addRows(from, rows + ((y * rowEach) << 2), rowEach, rowBytes, line);
    for (let x = 0, t = columns; x < toWidth; x++, to++) {
      let sum = i32x4.splat(0);
      for (const end = t + columnBytes; t < end; t += 4) sum = i32x4.add(sum, v128.load16x4_u(line + (load<i32>(t) << 1)));
      const luma = red * f64(i32x4.extract_lane(sum, 0)) + green * f64(i32x4.extract_lane(sum, 1)) + blue * f64(i32x4.extract_lane(sum, 2)) + 0.5;
      store<u8>(to, u8(luma));
    }
  }
  heap.free(line);
}

/** Sums of some rows, uint16, sixteen at once. */
function addRows(from: usize, rows: usize, count: i32, length: i32, line: usize): void {
  for (let x = 0; x < length; x += 16) {
    let low = i16x8.splat(0);
    let high = low;
    for (let k = 0; k < count << 2; k += 4) {
      const bytes = v128.load(from + load<i32>(rows + k) + x);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(bytes));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(bytes));
    }
    v128.store(line + (x << 1), low);
    v128.store(line + (x << 1), high, 16);
  }
}
