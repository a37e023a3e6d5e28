/**
 * Lowest and highest value of each (2·radius+1)² neighbourhood, clipped at the border; the definition is core/depth/neighbourhood. `lowest`
 * and `highest` are read and overwritten, `rows` has room for one of them: float32, height × width.
 */
export function extremesWithin(lowest: usize, highest: usize, rows: usize, width: i32, height: i32, radius: i32): void {
  spread<Lowest>(lowest, rows, width, height, radius);
  spread<Highest>(highest, rows, width, height, radius);
}

class Lowest {}
class Highest {}

function better4<Kind>(a: v128, b: v128): v128 {
  return isLowest<Kind>() ? f32x4.pmin(a, b) : f32x4.pmax(a, b);
}

function better<Kind>(a: f32, b: f32): f32 {
  return isLowest<Kind>() ? (b < a ? b : a) : b > a ? b : a;
}

function isLowest<Kind>(): bool {
  return idof<Kind>() === idof<Lowest>();
}

function spread<Kind>(values: usize, rows: usize, width: i32, height: i32, radius: i32): void {
  const line = width << 2;
  for (let y = 0; y < height; y++) spreadAlong<Kind>(values + y * line, rows + y * line, width, radius);
  for (let y = 0; y < height; y++) spreadDown<Kind>(rows, values + y * line, line, max(0, y - radius), min(height - 1, y + radius));
}

function spreadAlong<Kind>(from: usize, to: usize, width: i32, radius: i32): void {
  let x = 0;
  for (; x < min(radius, width); x++) spreadAtBorder<Kind>(from, to, width, x, radius);
  for (; x + radius + 4 <= width; x += 4) {
    let found = v128.load(from + ((x - radius) << 2));
    for (let k = 1 - radius; k <= radius; k++) found = better4<Kind>(found, v128.load(from + ((x + k) << 2)));
    v128.store(to + (x << 2), found);
  }
  for (; x < width; x++) spreadAtBorder<Kind>(from, to, width, x, radius);
}

function spreadAtBorder<Kind>(from: usize, to: usize, width: i32, x: i32, radius: i32): void {
  let found = load<f32>(from + (x << 2));
  for (let k = max(0, x - radius); k <= min(width - 1, x + radius); k++) found = better<Kind>(found, load<f32>(from + (k << 2)));
  store<f32>(to + (x << 2), found);
}

function spreadDown<Kind>(rows: usize, to: usize, line: i32, first: i32, last: i32): void {
  let x = 0;
  for (; x + 16 <= line; x += 16) {
    let at = rows + first * line + x;
    let found = v128.load(at);
    for (let k = first; k < last; k++) found = better4<Kind>(found, v128.load((at += line)));
    v128.store(to + x, found);
  }
  for (; x < line; x += 4) {
    let found = load<f32>(rows + first * line + x);
    for (let k = first + 1; k <= last; k++) found = better<Kind>(found, load<f32>(rows + k * line + x));
    store<f32>(to + x, found);
  }
}
