/** A key of a piecewise cubic; slopes in units a second. */
export interface FittedKey {
  time: number;
  value: number;
  inSlope: number;
  outSlope: number;
}

/** Values of a property, one per frame. */
export interface Samples {
  start: number;
  step: number;
  values: number[];
}

/** Derivative at the end of a piece by the three values next to it inside (second order); by two when there are no more. */
function slopeAt(samples: Samples, index: number, direction: number, length: number): number {
  var v = samples.values;
  if (length < 2) return (direction * (v[index + direction] - v[index])) / samples.step;
  return (direction * (4 * v[index + direction] - 3 * v[index] - v[index + 2 * direction])) / (2 * samples.step);
}

function cubic(samples: Samples, a: number, b: number, slopes: number[], index: number): number {
  var span = (b - a) * samples.step;
  var x = (index - a) / (b - a);
  var y = 1 - x;
  return samples.values[a] * y * y * (1 + 2 * x) + samples.values[b] * x * x * (1 + 2 * y) + span * x * y * (slopes[0] * y - slopes[1] * x);
}

/** The frame between a and b that lies farthest from the cubic, -1 when all are within the tolerance. */
function worstFrame(samples: Samples, a: number, b: number, slopes: number[], tolerance: number): number {
  var worst = -1;
  var most = tolerance;
  for (var i = a + 1; i < b; i++) {
    var error = Math.abs(cubic(samples, a, b, slopes, i) - samples.values[i]);
    if (error > most) {
      most = error;
      worst = i;
    }
  }
  return worst;
}

/**
 * Few cubic keys through samples: at every frame they are within `tolerance` of it. `marks`: frame indexes where the curve bends or
 * jumps, rising. Pieces that do not fit are split at their worst frame; down to neighbouring frames every piece fits.
 */
export function fitKeys(samples: Samples, marks: number[], tolerance: number): FittedKey[] {
  var last = samples.values.length - 1;
  var ends = marks.concat([last]);
  var keys: FittedKey[] = [{ time: samples.start, value: samples.values[0], inSlope: 0, outSlope: 0 }];
  var a = 0;
  for (var m = 0; m < ends.length; m++) {
    if (ends[m] <= a || ends[m] > last) continue;
    var waiting = [ends[m]];
    while (waiting.length > 0) {
      var b = waiting[waiting.length - 1];
      var slopes = [slopeAt(samples, a, 1, b - a), slopeAt(samples, b, -1, b - a)];
      var split = worstFrame(samples, a, b, slopes, tolerance);
      if (split >= 0) {
        waiting.push(split);
        continue;
      }
      keys[keys.length - 1].outSlope = slopes[0];
      keys.push({ time: samples.start + b * samples.step, value: samples.values[b], inSlope: slopes[1], outSlope: 0 });
      a = b;
      waiting.pop();
    }
  }
  return keys;
}

/** Keys between equal neighbours on a flat line say nothing. */
export function dropFlat(keys: FittedKey[]): FittedKey[] {
  var kept: FittedKey[] = [];
  for (var i = 0; i < keys.length; i++) {
    var before = kept[kept.length - 1];
    var after = keys[i + 1];
    var flat = before && after && before.value === keys[i].value && after.value === keys[i].value;
    if (!flat || before.outSlope !== 0 || keys[i].inSlope !== 0 || keys[i].outSlope !== 0 || after.inSlope !== 0) kept.push(keys[i]);
  }
  return kept;
}
