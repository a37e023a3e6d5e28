/** One line of the file: its filter (2, up), then every byte of the codes, high one first, less the one above. `above` becomes the codes. */
export function filterRow16(codes: usize, above: usize, count: i32, line: usize): void {
  store<u8>(line, 2);
  let at = line + 1;
  let i = 0;
  for (; i + 8 <= count; i += 8, at += 16) {
    const now = v128.load(codes + (i << 1));
    const difference = i8x16.sub(now, v128.load(above + (i << 1)));
    v128.store(at, i8x16.shuffle(difference, difference, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
    v128.store(above + (i << 1), now);
  }
  for (; i < count; i++, at += 2) {
    const now = load<u16>(codes + (i << 1));
    const up = load<u16>(above + (i << 1));
    store<u8>(at, u8((now >> 8) - (up >> 8)));
    store<u8>(at, u8(now - up), 1);
    store<u16>(above + (i << 1), now);
  }
}
