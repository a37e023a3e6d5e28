/** Steps of a map and how to sharpen them; the definition, and what the numbers mean, is core/depth/stepSides. */
import { extremesWithin } from './extremes';

let spanReach: i32 = 0;
let fartherReach: i32 = 0;
let boundReach: i32 = 0;
let steepness: f32 = 0;
let mostGain: f32 = 0;
let spill: f32 = 0;

/** The numbers of the definition, in its order. */
export function setSteps(span: i32, farther: i32, bound: i32, steep: f32, gain: f32, believedSpill: f32): void {
  spanReach = span;
  fartherReach = farther;
  boundReach = bound;
  steepness = steep;
  mostGain = gain;
  spill = believedSpill;
}

/**
 * `values`: float32, height × width. `lowest` and `highest`: in, the extremes of each block; out, the bounds. `gains`: out. `work`: room for
 * nine planes, overwritten. `step`: 1 where blocks are single values.
 */
export function stepSides(values: usize, lowest: usize, highest: usize, gains: usize, work: usize, width: i32, height: i32, step: i32): void {
  const bytes: usize = usize(width * height) << 2;
  const rows = work;
  const besideLow = work + bytes;
  const besideHigh = work + 2 * bytes;
  const nearLow = work + 3 * bytes;
  const nearHigh = work + 4 * bytes;
  const farLow = work + 5 * bytes;
  const farHigh = work + 6 * bytes;
  const steepLow = work + 7 * bytes;
  const steepest = work + 8 * bytes;
  pairWithin(values, values, besideLow, besideHigh, rows, width, height, 1);
  pairWithin(lowest, highest, nearLow, nearHigh, rows, width, height, spanReach);
  pairWithin(nearLow, nearHigh, farLow, farHigh, rows, width, height, fartherReach);
  if (step === 1) spans(besideLow, besideHigh, gains, bytes);
  else spans(lowest, highest, gains, bytes);
  pairWithin(gains, gains, steepLow, steepest, rows, width, height, spanReach);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const two = f32x4.splat(2);
  // Whole vectors: the work's planes lie one after another, and the last of them has room.
  for (let at: usize = 0; at < bytes; at += 16) {
    const span = f32x4.sub(v128.load(nearHigh + at), v128.load(nearLow + at));
    const wide = f32x4.sub(v128.load(farHigh + at), v128.load(farLow + at));
    const share = v128.and(f32x4.gt(span, zero), f32x4.max(zero, f32x4.sub(two, f32x4.div(wide, span))));
    const contrast = f32x4.max(one, f32x4.min(f32x4.splat(mostGain), f32x4.div(f32x4.mul(f32x4.splat(steepness), span), v128.load(steepest + at))));
    v128.store(gains + at, v128.bitselect(f32x4.add(one, f32x4.mul(share, f32x4.sub(contrast, one))), one, f32x4.gt(share, zero)));
  }
  // Closing and opening: the extremes beside each place, brought back.
  pairWithin(besideHigh, besideLow, farLow, farHigh, rows, width, height, 1);
  for (let at: usize = 0; at < bytes; at += 4) {
    const most = spill * (load<f32>(nearHigh + at) - load<f32>(nearLow + at));
    store<f32>(lowest + at, load<f32>(lowest + at) + believed(load<f32>(farLow + at) - load<f32>(values + at), most));
    store<f32>(highest + at, load<f32>(highest + at) - believed(load<f32>(values + at) - load<f32>(farHigh + at), most));
  }
  extremesWithin(lowest, highest, rows, width, height, boundReach);
  for (let at: usize = 0; at < bytes; at += 4) {
    const low = load<f32>(lowest + at);
    const high = load<f32>(highest + at);
    store<f32>(lowest + at, min<f32>(low, high));
    store<f32>(highest + at, max<f32>(low, high));
  }
}

function pairWithin(fromLow: usize, fromHigh: usize, low: usize, high: usize, rows: usize, width: i32, height: i32, radius: i32): void {
  const bytes: usize = usize(width * height) << 2;
  memory.copy(low, fromLow, bytes);
  memory.copy(high, fromHigh, bytes);
  extremesWithin(low, high, rows, width, height, radius);
}

function spans(low: usize, high: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 4) store<f32>(to + at, load<f32>(high + at) - load<f32>(low + at));
}

function believed(depth: f32, most: f32): f32 {
  if (depth <= most) return depth;
  return depth < most + most ? most + most - depth : 0;
}
