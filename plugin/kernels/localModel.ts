/**
 * Depth near each place as slope × luma + base within its neighbourhood's extremes; the definition, and what the numbers mean, is
 * core/depth/localModel. One pass of the definition is one function here.
 */
import { boxMean } from './boxMean';
import { stepSides } from './stepSides';

/**
 * `depth`: float32, `guide`: uint8, both height × width of the map. `planes`: slope, base, lowest and highest one after another, each float32
 * of ⌈height / step⌉ × ⌈width / step⌉.
 */
export function fitLocalModel(depth: usize, guide: usize, width: i32, height: i32, planes: usize, step: i32, radius: i32, flatVariance: f32, keptRest: f32): void {
  const across = (width + step - 1) / step;
  const down = (height + step - 1) / step;
  const count = across * down;
  const bytes = count << 2;
  const work = heap.alloc(14 * bytes);
  const values = work;
  const luma = work + bytes;
  const rows = work + 2 * bytes;
  const slope = planes;
  const base = planes + bytes;
  const lowest = planes + 2 * bytes;
  const highest = planes + 3 * bytes;
  blocksOf(depth, width, height, step, values, lowest, highest);
  blockMeans(guide, width, height, step, luma);
  fitLine(values, luma, across, down, radius, flatVariance, rows, planes);
  const gains = work + 3 * bytes;
  stepSides(values, lowest, highest, gains, work + 4 * bytes, across, down, step);
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  const kept = f32x4.splat(keptRest);
  let at: usize = 0;
  for (; at + 16 <= usize(bytes); at += 16) {
    const gain = v128.load(gains + at);
    const line = v128.load(slope + at);
    const level = v128.load(base + at);
    const rest = f32x4.sub(f32x4.sub(v128.load(values + at), f32x4.mul(line, v128.load(luma + at))), level);
    const middle = f32x4.mul(f32x4.add(v128.load(lowest + at), v128.load(highest + at)), half);
    v128.store(base + at, f32x4.add(f32x4.mul(gain, f32x4.add(level, f32x4.mul(kept, rest))), f32x4.mul(f32x4.sub(one, gain), middle)));
    v128.store(slope + at, f32x4.mul(gain, line));
  }
  for (; at < usize(bytes); at += 4) {
    const gain = load<f32>(gains + at);
    const rest = load<f32>(values + at) - load<f32>(slope + at) * load<f32>(luma + at) - load<f32>(base + at);
    const middle = (load<f32>(lowest + at) + load<f32>(highest + at)) * 0.5;
    store<f32>(base + at, gain * (load<f32>(base + at) + keptRest * rest) + (f32(1) - gain) * middle);
    store<f32>(slope + at, gain * load<f32>(slope + at));
  }
  heap.free(work);
}

/** Mean, lowest and highest of each block of step × step; a rest at the right and bottom is a smaller block (core/depth/neighbourhood `inBlocks`). */
function blocksOf(from: usize, width: i32, height: i32, step: i32, means: usize, lowest: usize, highest: usize): void {
  let at: usize = 0;
  for (let top = 0; top < height; top += step) {
    const bottom = min(height, top + step);
    let left = 0;
    if (step === 2 && bottom === top + 2) {
      const line = from + ((top * width) << 2);
      for (; left + 8 <= width; left += 8, at += 16) fourBlocks(line + (left << 2), width << 2, means + at, lowest + at, highest + at);
    }
    for (; left < width; left += step, at += 4) {
      const right = min(width, left + step);
      let sum: f32 = 0;
      let low: f32 = Infinity;
      let high: f32 = -Infinity;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const value = load<f32>(from + ((y * width + x) << 2));
          sum += value;
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
      store<f32>(means + at, sum / f32((right - left) * (bottom - top)));
      store<f32>(lowest + at, low);
      store<f32>(highest + at, high);
    }
  }
}

/** Four blocks of 2 × 2 beside each other; sums in the order of one block's values. */
function fourBlocks(upper: usize, line: i32, mean: usize, lowest: usize, highest: usize): void {
  const lower = upper + line;
  const a = v128.shuffle<f32>(v128.load(upper), v128.load(upper, 16), 0, 2, 4, 6);
  const b = v128.shuffle<f32>(v128.load(upper), v128.load(upper, 16), 1, 3, 5, 7);
  const c = v128.shuffle<f32>(v128.load(lower), v128.load(lower, 16), 0, 2, 4, 6);
  const d = v128.shuffle<f32>(v128.load(lower), v128.load(lower, 16), 1, 3, 5, 7);
  v128.store(mean, f32x4.mul(f32x4.add(f32x4.add(f32x4.add(a, b), c), d), f32x4.splat(0.25)));
  v128.store(lowest, f32x4.pmin(f32x4.pmin(f32x4.pmin(a, b), c), d));
  v128.store(highest, f32x4.pmax(f32x4.pmax(f32x4.pmax(a, b), c), d));
}

/** Means of the same blocks of a uint8 plane. */
function blockMeans(from: usize, width: i32, height: i32, step: i32, means: usize): void {
  for (let top = 0; top < height; top += step) {
    const bottom = min(height, top + step);
    for (let left = 0; left < width; left += step, means += 4) {
      const right = min(width, left + step);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) sum += load<u8>(from + y * width + x);
      }
      store<f32>(means, f32(sum) / f32((right - left) * (bottom - top)));
    }
  }
}

/** Slope and base by least squares in windows, both averaged over the windows that hold a place. `work`: room for six planes, overwritten. */
function fitLine(values: usize, luma: usize, width: i32, height: i32, radius: i32, flatVariance: f32, work: usize, planes: usize): void {
  const bytes = (width * height) << 2;
  const rows = work;
  const both = work + bytes;
  const square = work + 2 * bytes;
  const meanLuma = work + 3 * bytes;
  const meanValue = work + 4 * bytes;
  const meanBoth = work + 5 * bytes;
  const meanSquare = planes;
  for (let at = 0; at < bytes; at += 4) {
    const grey = load<f32>(luma + at);
    store<f32>(both + at, load<f32>(values + at) * grey);
    store<f32>(square + at, grey * grey);
  }
  boxMean(luma, rows, meanLuma, width, height, radius);
  boxMean(values, rows, meanValue, width, height, radius);
  boxMean(both, rows, meanBoth, width, height, radius);
  boxMean(square, rows, meanSquare, width, height, radius);
  for (let at = 0; at < bytes; at += 4) {
    const grey = load<f32>(meanLuma + at);
    const value = load<f32>(meanValue + at);
    const variance = load<f32>(meanSquare + at) - grey * grey;
    const slope = (load<f32>(meanBoth + at) - grey * value) / (variance + flatVariance);
    store<f32>(both + at, slope);
    store<f32>(square + at, value - slope * grey);
  }
  boxMean(both, rows, planes, width, height, radius);
  boxMean(square, rows, planes + bytes, width, height, radius);
}
