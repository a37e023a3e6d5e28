/** The new map mixed with the last one, carried along the movement; the definition, and what the numbers mean, is core/depth/carryAlong. */

/** Planes of one size: height × width, both 2 or more. Each has room for 16 bytes more than it holds. */
let width: i32 = 0;
let height: i32 = 0;
/** Of the last frame: codes (uint16) and luma (uint8). */
let oldCodes: usize = 0;
let oldLuma: usize = 0;
/** Movement along the row in hand in map pixels (float32), and its places between the field's columns: byte offset (int32), share (float32). */
let moveX: usize = 0;
let moveY: usize = 0;
let columns: usize = 0;
let shares: usize = 0;

/** What was found so far. */
let change: f64 = 0;
let counted: f64 = 0;
let lows = f32x4.splat(0);
let highs = f32x4.splat(0);

/**
 * `maps`: places of codes and luma before (uint16, uint8), codes and luma now, dx and dy (float32, fieldHeight × fieldWidth), the table of
 * stillness (512 × float32) and the result (float32), as int32 one after another. `numbers`: float32, in this order: value of code 0 and a
 * code's step before; light's gain and offset; value of code 0 and a code's step now; 1 / believed step; memory; stillness that counts.
 * `found` gets, as float64, the change that counts and its places, and the lowest and highest value of the result.
 */
export function mixAlong(maps: usize, numbers: usize, mapWidth: i32, mapHeight: i32, fieldWidth: i32, fieldHeight: i32, found: usize): void {
  width = mapWidth;
  height = mapHeight;
  oldCodes = load<u32>(maps);
  oldLuma = load<u32>(maps, 4);
  const line = (width << 2) + 16;
  const work = heap.alloc(4 * line + 8 * (fieldWidth + 1));
  moveX = work;
  moveY = work + line;
  columns = work + 2 * line;
  shares = work + 3 * line;
  const fieldRow = work + 4 * line;
  placeColumns(fieldWidth);
  change = 0;
  counted = 0;
  lows = f32x4.splat(Infinity);
  highs = f32x4.splat(-Infinity);
  for (let y = 0; y < height; y++) {
    enterRow(load<u32>(maps, 16), y, fieldWidth, fieldHeight, fieldRow, moveX, f32(fieldWidth) / f32(width));
    enterRow(load<u32>(maps, 20), y, fieldWidth, fieldHeight, fieldRow, moveY, f32(fieldHeight) / f32(height));
    mixRow(maps, numbers, y);
  }
  heap.free(work);
  store<f64>(found, change);
  store<f64>(found, counted, 8);
  store<f64>(found, min(min(f32x4.extract_lane(lows, 0), f32x4.extract_lane(lows, 1)), min(f32x4.extract_lane(lows, 2), f32x4.extract_lane(lows, 3))), 16);
  store<f64>(found, max(max(f32x4.extract_lane(highs, 0), f32x4.extract_lane(highs, 1)), max(f32x4.extract_lane(highs, 2), f32x4.extract_lane(highs, 3))), 24);
}

/** What lies beyond the row's end has the last column's place. */
function placeColumns(fieldWidth: i32): void {
  const across = f32(fieldWidth) / f32(width);
  for (let x = 0; x < width + 3; x++) {
    const column = min<f32>(f32(fieldWidth - 1), max<f32>(0, (f32(x) + 0.5) * across - 0.5));
    store<i32>(columns + (x << 2), i32(column) << 2);
    store<f32>(shares + (x << 2), column - floor(column));
  }
}

/** Movement along row y of the map: the field between its rows, then between its columns, in map pixels (field pixels / `scale`). */
function enterRow(field: usize, y: i32, fieldWidth: i32, fieldHeight: i32, fieldRow: usize, moves: usize, scale: f32): void {
  const place = min<f32>(f32(fieldHeight - 1), max<f32>(0, (f32(y) + 0.5) * (f32(fieldHeight) / f32(height)) - 0.5));
  const top = i32(place);
  const share = place - f32(top);
  const line = fieldWidth << 2;
  const upper = field + top * line;
  const lower = top < fieldHeight - 1 ? upper + line : upper;
  const part = f32(1) / scale;
  for (let x = 0; x < line; x += 4) {
    const from = load<f32>(upper + x);
    store<f32>(fieldRow + x, (from + share * (load<f32>(lower + x) - from)) * part);
  }
  // The last column has itself for a neighbour.
  store<f32>(fieldRow + line, load<f32>(fieldRow + line - 4));
  // Four columns at once, up to three beyond the row: each has its two neighbours side by side.
  for (let x = 0; x < width << 2; x += 16) {
    const a = v128.load64_lane(fieldRow + load<i32>(columns + x, 4), v128.load64_zero(fieldRow + load<i32>(columns + x)), 1);
    const b = v128.load64_lane(fieldRow + load<i32>(columns + x, 12), v128.load64_zero(fieldRow + load<i32>(columns + x, 8)), 1);
    const from = v128.shuffle<f32>(a, b, 0, 2, 4, 6);
    v128.store(moves + x, f32x4.add(from, f32x4.mul(v128.load(shares + x), f32x4.sub(v128.shuffle<f32>(a, b, 1, 3, 5, 7), from))));
  }
}

function mixRow(maps: usize, numbers: usize, y: i32): void {
  const codes: usize = load<u32>(maps, 8) + ((y * width) << 1);
  const luma: usize = load<u32>(maps, 12) + y * width;
  const table: usize = load<u32>(maps, 24);
  const out: usize = load<u32>(maps, 28) + ((y * width) << 2);
  const oldBase = v128.load32_splat(numbers);
  const oldStep = v128.load32_splat(numbers, 4);
  const lightGain = v128.load32_splat(numbers, 8);
  const lightOffset = v128.load32_splat(numbers, 12);
  const base = v128.load32_splat(numbers, 16);
  const gain = v128.load32_splat(numbers, 20);
  const believed = v128.load32_splat(numbers, 24);
  const memoryShare = v128.load32_splat(numbers, 28);
  const counts = v128.load32_splat(numbers, 32);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const half = f32x4.splat(0.5);
  const rightmost = f32x4.splat(f32(width - 1));
  const lowest = f32x4.splat(f32(height - 1));
  const line = i32x4.splat(width);
  let xs = f32x4(0, 1, 2, 3);
  let places = i32x4(0, 1, 2, 3);
  let rowChange = zero;
  let rowCounted = i32x4.splat(0);
  let low = lows;
  let high = highs;
  for (let x = 0; x < width; x += 4) {
    const cx = f32x4.pmin(rightmost, f32x4.pmax(zero, f32x4.add(xs, v128.load(moveX + (x << 2)))));
    const cy = f32x4.pmin(lowest, f32x4.pmax(zero, f32x4.add(f32x4.splat(f32(y)), v128.load(moveY + (x << 2)))));
    const left = i32x4.min_s(i32x4.splat(width - 2), i32x4.trunc_sat_f32x4_s(cx));
    const top = i32x4.min_s(i32x4.splat(height - 2), i32x4.trunc_sat_f32x4_s(cy));
    const u = f32x4.sub(cx, f32x4.convert_i32x4_s(left));
    const v = f32x4.sub(cy, f32x4.convert_i32x4_s(top));
    const at = i32x4.add(i32x4.mul(top, line), left);
    const alike = areNeighbours(at);
    const oldCode = codesBefore(alike, at, u, v);
    const grey = lumaBefore(alike, at, u, v);
    const oldDepth = f32x4.add(oldBase, f32x4.mul(oldStep, oldCode));
    const light = f32x4.add(lightOffset, f32x4.mul(lightGain, grey));
    const fresh = f32x4.add(base, f32x4.mul(gain, f32x4.convert_i32x4_u(v128.load16x4_u(codes + (x << 1)))));
    const now = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(luma + x))));
    const still = stillness(table, i32x4.trunc_sat_f32x4_s(f32x4.add(half, f32x4.abs(f32x4.sub(now, light)))));
    const away = f32x4.mul(believed, f32x4.sub(fresh, oldDepth));
    const share = f32x4.div(f32x4.mul(memoryShare, still), f32x4.add(one, f32x4.mul(away, away)));
    const result = f32x4.add(fresh, f32x4.mul(share, f32x4.sub(oldDepth, fresh)));
    v128.store(out + (x << 2), result);
    // What lies beyond the row's end counts for nothing.
    const inside = i32x4.lt_s(places, line);
    const counting = v128.and(f32x4.gt(still, counts), inside);
    rowChange = f32x4.add(rowChange, v128.and(counting, f32x4.abs(f32x4.sub(result, oldDepth))));
    rowCounted = i32x4.sub(rowCounted, counting);
    low = f32x4.pmin(low, v128.bitselect(result, low, inside));
    high = f32x4.pmax(high, v128.bitselect(result, high, inside));
    xs = f32x4.add(xs, f32x4.splat(4));
    places = i32x4.add(places, i32x4.splat(4));
  }
  lows = low;
  highs = high;
  change += f32x4.extract_lane(rowChange, 0) + f32x4.extract_lane(rowChange, 1) + (f32x4.extract_lane(rowChange, 2) + f32x4.extract_lane(rowChange, 3));
  counted += i32x4.extract_lane(rowCounted, 0) + i32x4.extract_lane(rowCounted, 1) + i32x4.extract_lane(rowCounted, 2) + i32x4.extract_lane(rowCounted, 3);
}

/** Where four neighbours moved alike, the places that they come from are neighbours too. */
function areNeighbours(at: v128): bool {
  return i32x4.all_true(i32x4.eq(at, i32x4.add(i32x4.splat(i32x4.extract_lane(at, 0)), i32x4(0, 1, 2, 3))));
}

function codesBefore(alike: bool, at: v128, u: v128, v: v128): v128 {
  if (!alike) return mixed(codePairs(oldCodes, at), codePairs(oldCodes, i32x4.add(at, i32x4.splat(width))), 16, 0xffff, u, v);
  const code = oldCodes + (i32x4.extract_lane(at, 0) << 1);
  return between(fourCodes(code), fourCodes(code + 2), fourCodes(code + (width << 1)), fourCodes(code + (width << 1) + 2), u, v);
}

function lumaBefore(alike: bool, at: v128, u: v128, v: v128): v128 {
  if (!alike) return mixed(lumaPairs(oldLuma, at), lumaPairs(oldLuma, i32x4.add(at, i32x4.splat(width))), 8, 0xff, u, v);
  const place = oldLuma + i32x4.extract_lane(at, 0);
  return between(fourLumas(place), fourLumas(place + 1), fourLumas(place + width), fourLumas(place + width + 1), u, v);
}

/** Bilinear mean of four places: each lane of the rows holds the left value in its low bits, the right one above them. */
function mixed(upper: v128, lower: v128, bits: i32, mask: i32, u: v128, v: v128): v128 {
  const masks = i32x4.splat(mask);
  return between(
    f32x4.convert_i32x4_u(v128.and(upper, masks)),
    f32x4.convert_i32x4_u(i32x4.shr_u(upper, bits)),
    f32x4.convert_i32x4_u(v128.and(lower, masks)),
    f32x4.convert_i32x4_u(i32x4.shr_u(lower, bits)),
    u,
    v,
  );
}

function between(upperLeft: v128, upperRight: v128, lowerLeft: v128, lowerRight: v128, u: v128, v: v128): v128 {
  const above = f32x4.add(upperLeft, f32x4.mul(u, f32x4.sub(upperRight, upperLeft)));
  const below = f32x4.add(lowerLeft, f32x4.mul(u, f32x4.sub(lowerRight, lowerLeft)));
  return f32x4.add(above, f32x4.mul(v, f32x4.sub(below, above)));
}

function fourCodes(at: usize): v128 {
  return f32x4.convert_i32x4_u(v128.load16x4_u(at));
}

function fourLumas(at: usize): v128 {
  return f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at))));
}

function codePairs(codes: usize, at: v128): v128 {
  let pairs = v128.load32_zero(codes + (i32x4.extract_lane(at, 0) << 1));
  pairs = v128.load32_lane(codes + (i32x4.extract_lane(at, 1) << 1), pairs, 1);
  pairs = v128.load32_lane(codes + (i32x4.extract_lane(at, 2) << 1), pairs, 2);
  return v128.load32_lane(codes + (i32x4.extract_lane(at, 3) << 1), pairs, 3);
}

function lumaPairs(luma: usize, at: v128): v128 {
  let pairs = v128.load16_lane(luma + i32x4.extract_lane(at, 0), i16x8.splat(0), 0);
  pairs = v128.load16_lane(luma + i32x4.extract_lane(at, 1), pairs, 2);
  pairs = v128.load16_lane(luma + i32x4.extract_lane(at, 2), pairs, 4);
  return v128.load16_lane(luma + i32x4.extract_lane(at, 3), pairs, 6);
}

/** Trust by the luma's step, 0..511. Larger ones, which a change of light can give, have the table's last entry: 0. */
function stillness(table: usize, step: v128): v128 {
  const at = i32x4.shl(i32x4.min_s(step, i32x4.splat(511)), 2);
  let trust = v128.load32_zero(table + i32x4.extract_lane(at, 0));
  trust = v128.load32_lane(table + i32x4.extract_lane(at, 1), trust, 1);
  trust = v128.load32_lane(table + i32x4.extract_lane(at, 2), trust, 2);
  return v128.load32_lane(table + i32x4.extract_lane(at, 3), trust, 3);
}
