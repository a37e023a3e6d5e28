/**
 * Dense flow by inverse search for small patches; the definition, and what the numbers mean, is core/depth/denseFlow. Planes are float32,
 * height × width; rows of a patch are two vectors of four.
 */

const PATCH: i32 = 8;
const PIXELS: f32 = 64;
const PATCH_BYTES: usize = 256;
const STRIDE: i32 = 4;
const STEPS: i32 = 5;
const RESIDUAL_SCALE: f32 = 4;
const DAMPING: f32 = 40;

/** The patch in hand: place, gradients and what they sum up to; its movement and what the last comparison found. */
let left: i32 = 0;
let top: i32 = 0;
const gradientX = memory.data(256, 16);
const gradientY = memory.data(256, 16);
let xx: f32 = 0;
let xy: f32 = 0;
let yy: f32 = 0;
let dx: f32 = 0;
let dy: f32 = 0;
let bx: f32 = 0;
let by: f32 = 0;
let residual: f32 = 0;

/** The pictures of the level in hand. */
let before: usize = 0;
let now: usize = 0;
let width: i32 = 0;
let height: i32 = 0;

/** Half the size, means of 2 × 2. `to`: (height >> 1) × (width >> 1). */
export function halve(from: usize, fromWidth: i32, fromHeight: i32, to: usize): void {
  const line = fromWidth << 2;
  for (let y = 0; y < fromHeight >> 1; y++) {
    let at = from + 2 * y * line;
    for (let x = 0; x < fromWidth >> 1; x++, at += 8, to += 4) {
      store<f32>(to, (load<f32>(at) + load<f32>(at, 4) + load<f32>(at + line) + load<f32>(at + line, 4)) * 0.25);
    }
  }
}

/**
 * One level of the pyramid: `flow` becomes dx, dy and a plane of weights (3 × height × width). `coarse`: dx and dy of the level above, of
 * coarseHeight × coarseWidth; 0 for the first.
 */
export function flowLevel(older: usize, newer: usize, levelWidth: i32, levelHeight: i32, coarse: usize, coarseWidth: i32, coarseHeight: i32, flow: usize): void {
  before = older;
  now = newer;
  width = levelWidth;
  height = levelHeight;
  const plane = (width * height) << 2;
  memory.fill(flow, 0, 3 * plane);
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      place(max(0, min(x, width - PATCH)), max(0, min(y, height - PATCH)));
      if (coarse) {
        const at = coarse + ((min(coarseHeight - 1, (top + PATCH / 2) >> 1) * coarseWidth + min(coarseWidth - 1, (left + PATCH / 2) >> 1)) << 2);
        descend(2 * load<f32>(at), 2 * load<f32>(at + ((coarseWidth * coarseHeight) << 2)));
      } else descend(0, 0);
      addPatch(flow, plane);
    }
  }
  divide(flow, plane);
}

function addPatch(flow: usize, plane: usize): void {
  const part = residual / RESIDUAL_SCALE;
  const weight = f32(1) / (f32(1) + part * part);
  const whole = left + PATCH <= width;
  for (let v = top; v < min(height, top + PATCH); v++) {
    const at = flow + ((v * width + left) << 2);
    if (whole) {
      addRow(at, weight * dx);
      addRow(at + plane, weight * dy);
      addRow(at + 2 * plane, weight);
      continue;
    }
    for (let u: usize = 0; u < usize(width - left) << 2; u += 4) {
      store<f32>(at + u, load<f32>(at + u) + weight * dx);
      store<f32>(at + plane + u, load<f32>(at + plane + u) + weight * dy);
      store<f32>(at + 2 * plane + u, load<f32>(at + 2 * plane + u) + weight);
    }
  }
}

function addRow(at: usize, value: f32): void {
  const values = f32x4.splat(value);
  v128.store(at, f32x4.add(v128.load(at), values));
  v128.store(at, f32x4.add(v128.load(at, 16), values), 16);
}

function divide(flow: usize, plane: usize): void {
  for (let at = flow; at < flow + plane; at += 4) {
    const weight = load<f32>(at + 2 * plane);
    store<f32>(at, load<f32>(at) / weight);
    store<f32>(at + plane, load<f32>(at + plane) / weight);
  }
}

function place(atLeft: i32, atTop: i32): void {
  left = atLeft;
  top = atTop;
  const inside = left >= 1 && top >= 1 && left + PATCH < width && top + PATCH < height;
  if (inside) gradientsInside();
  else gradientsAtBorder();
  let sumXX = f32x4.splat(0);
  let sumXY = f32x4.splat(0);
  let sumYY = f32x4.splat(0);
  for (let i: usize = 0; i < PATCH_BYTES; i += 16) {
    const gx = v128.load(gradientX + i);
    const gy = v128.load(gradientY + i);
    sumXX = f32x4.add(sumXX, f32x4.mul(gx, gx));
    sumXY = f32x4.add(sumXY, f32x4.mul(gx, gy));
    sumYY = f32x4.add(sumYY, f32x4.mul(gy, gy));
  }
  xx = DAMPING + total(sumXX);
  xy = total(sumXY);
  yy = DAMPING + total(sumYY);
}

function gradientsInside(): void {
  const half = f32x4.splat(0.5);
  const line = width << 2;
  for (let v = 0; v < PATCH; v++) {
    for (let u = 0; u < PATCH; u += 4) {
      const at = now + (((top + v) * width + left + u) << 2);
      const i = (v * PATCH + u) << 2;
      v128.store(gradientX + i, f32x4.mul(half, f32x4.sub(v128.load(at, 4), v128.load(at - 4))));
      v128.store(gradientY + i, f32x4.mul(half, f32x4.sub(v128.load(at + line), v128.load(at - line))));
    }
  }
}

function gradientsAtBorder(): void {
  for (let v = 0; v < PATCH; v++) {
    const y = min(height - 1, top + v);
    for (let u = 0; u < PATCH; u++) {
      const x = min(width - 1, left + u);
      const i = (v * PATCH + u) << 2;
      store<f32>(gradientX + i, (pixel(now, min(width - 1, x + 1), y) - pixel(now, max(0, x - 1), y)) * 0.5);
      store<f32>(gradientY + i, (pixel(now, x, min(height - 1, y + 1)) - pixel(now, x, max(0, y - 1))) * 0.5);
    }
  }
}

function pixel(plane: usize, x: i32, y: i32): f32 {
  return load<f32>(plane + ((y * width + x) << 2));
}

function descend(startX: f32, startY: f32): void {
  dx = startX;
  dy = startY;
  const determinant = xx * yy - xy * xy;
  let settled = false;
  for (let step = 0; step < STEPS && !settled; step++) {
    compare();
    const moveX = (yy * bx - xy * by) / determinant;
    const moveY = (xx * by - xy * bx) / determinant;
    dx -= moveX;
    dy -= moveY;
    settled = moveX * moveX + moveY * moveY < 1e-3;
  }
  const farX = dx - startX;
  const farY = dy - startY;
  const lost = farX * farX + farY * farY > PIXELS;
  if (lost) {
    dx = startX;
    dy = startY;
  }
  if (lost || !settled) compare();
}

function compare(): void {
  const fromX = i32(floor(f32(left) + dx));
  const fromY = i32(floor(f32(top) + dy));
  const inside = fromX >= 0 && fromY >= 0 && fromX + PATCH < width && fromY + PATCH < height && left + PATCH <= width && top + PATCH <= height;
  if (inside) compareInside(fromX, fromY);
  else compareAtBorder();
}

function compareInside(fromX: i32, fromY: i32): void {
  const u = f32(left) + dx - f32(fromX);
  const v = f32(top) + dy - f32(fromY);
  const w = f32x4.splat((f32(1) - u) * (f32(1) - v));
  const w1 = f32x4.splat(u * (f32(1) - v));
  const w2 = f32x4.splat((f32(1) - u) * v);
  const w3 = f32x4.splat(u * v);
  const line = width << 2;
  let old = before + ((fromY * width + fromX) << 2);
  let here = now + ((top * width + left) << 2);
  let sumX = f32x4.splat(0);
  let sumY = f32x4.splat(0);
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < PATCH_BYTES; i += 32, old += line, here += line) {
    for (let k: usize = 0; k < 32; k += 16) {
      const upper = f32x4.add(f32x4.mul(w, v128.load(old + k)), f32x4.mul(w1, v128.load(old + k, 4)));
      const lower = f32x4.add(f32x4.mul(w2, v128.load(old + line + k)), f32x4.mul(w3, v128.load(old + line + k, 4)));
      const difference = f32x4.sub(f32x4.add(upper, lower), v128.load(here + k));
      sumX = f32x4.add(sumX, f32x4.mul(v128.load(gradientX + i + k), difference));
      sumY = f32x4.add(sumY, f32x4.mul(v128.load(gradientY + i + k), difference));
      sum = f32x4.add(sum, f32x4.abs(difference));
    }
  }
  bx = total(sumX);
  by = total(sumY);
  residual = total(sum) / PIXELS;
}

function compareAtBorder(): void {
  bx = 0;
  by = 0;
  let sum: f32 = 0;
  for (let v = 0; v < PATCH; v++) {
    const y = min(height - 1, top + v);
    for (let u = 0; u < PATCH; u++) {
      const x = min(width - 1, left + u);
      const i = (v * PATCH + u) << 2;
      const difference = sampleAt(f32(x) + dx, f32(y) + dy) - pixel(now, x, y);
      bx += load<f32>(gradientX + i) * difference;
      by += load<f32>(gradientY + i) * difference;
      sum += abs(difference);
    }
  }
  residual = sum / PIXELS;
}

/** Bilinear sample of the picture before, the border repeated. */
function sampleAt(x: f32, y: f32): f32 {
  const cx = min<f32>(f32(width - 1), max<f32>(0, x));
  const cy = min<f32>(f32(height - 1), max<f32>(0, y));
  const fromX = min(width - 2, i32(cx));
  const fromY = min(height - 2, i32(cy));
  if (fromX < 0 || fromY < 0) return pixel(before, i32(floor(cx + 0.5)), i32(floor(cy + 0.5)));
  const u = cx - f32(fromX);
  const upper = pixel(before, fromX, fromY) + u * (pixel(before, fromX + 1, fromY) - pixel(before, fromX, fromY));
  const lower = pixel(before, fromX, fromY + 1) + u * (pixel(before, fromX + 1, fromY + 1) - pixel(before, fromX, fromY + 1));
  return upper + (cy - f32(fromY)) * (lower - upper);
}

function total(lanes: v128): f32 {
  return f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1) + (f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3));
}
