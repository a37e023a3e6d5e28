/** What the second pass makes of a stored frame before it is fitted. */

/** The values of 16-bit codes: low + code × step (core/depth/packedMap). `codes`: uint16, `values`: float32; whole vectors of four. */
export function unpackCodes(codes: usize, count: i32, low: f32, step: f32, values: usize): void {
  const lows = f32x4.splat(low);
  const steps = f32x4.splat(step);
  for (let i = 0; i < count; i += 4) {
    v128.store(values + (i << 2), f32x4.add(lows, f32x4.mul(steps, f32x4.convert_i32x4_u(v128.load16x4_u(codes + (i << 1))))));
  }
}

/**
 * Luma at a smaller size, each pixel the mean of some samples of its box (core/depth/reducePicture `reduceLuma`). `columns`, `rows`: for each
 * pixel of a side `columnEach` (`rowEach`) places of the larger side, int32. `luma`, `to`: uint8.
 */
export function sampleLuma(luma: usize, width: i32, columns: usize, columnEach: i32, toWidth: i32, rows: usize, rowEach: i32, toHeight: i32, to: usize): void {
  const share = f32(1) / f32(columnEach * rowEach);
  const rowBytes = rowEach << 2;
  const columnBytes = columnEach << 2;
  for (let row = rows; row < rows + toHeight * rowBytes; row += rowBytes) {
    for (let column = columns; column < columns + toWidth * columnBytes; column += columnBytes, to++) {
      let sum = 0;
      for (let v = row; v < row + rowBytes; v += 4) {
        const line = luma + load<i32>(v) * width;
        for (let u = column; u < column + columnBytes; u += 4) sum += load<u8>(line + load<i32>(u));
      }
      store<u8>(to, u8(share * f32(sum) + 0.5));
    }
  }
}
