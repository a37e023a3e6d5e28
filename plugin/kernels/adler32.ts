/** Bytes after which the sums have to be reduced at the latest, a multiple of 16: below 5552, where 32 bits run over (RFC 1950). */
const STRETCH = 5536;
const MODULUS: u32 = 65521;

/** Adler-32 of RFC 1950, 16 bytes at a time: the second sum takes each byte times the bytes that are left. */
export function adler32(from: usize, length: i32): u32 {
  let first: u32 = 1;
  let second: u32 = 0;
  let at = from;
  const end = from + length;
  while (at < end) {
    const stop = at + min(end - at, STRETCH);
    const whole = at + ((stop - at) & ~15);
    let sums = i32x4.splat(0);
    let before = i32x4.splat(0);
    let weighted = i32x4.splat(0);
    second += first * u32(whole - at);
    for (; at < whole; at += 16) {
      const bytes = v128.load(at);
      before = i32x4.add(before, sums);
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)));
      const low = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), i16x8(16, 15, 14, 13, 12, 11, 10, 9));
      const high = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), i16x8(8, 7, 6, 5, 4, 3, 2, 1));
      weighted = i32x4.add(weighted, i32x4.add(low, high));
    }
    first += total(sums);
    second += 16 * total(before) + total(weighted);
    for (; at < stop; at++) {
      first += load<u8>(at);
      second += first;
    }
    first %= MODULUS;
    second %= MODULUS;
  }
  return (second << 16) | first;
}

function total(lanes: v128): u32 {
  return i32x4.extract_lane(lanes, 0) + i32x4.extract_lane(lanes, 1) + i32x4.extract_lane(lanes, 2) + i32x4.extract_lane(lanes, 3);
}
