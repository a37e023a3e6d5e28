/** Raw values that become 0 and 1 in the files of a shot. */
export interface ValueRange {
  readonly far: number;
  readonly near: number;
}

/** Shares of a shot's pixels that may lie outside its range at either end (chosen: single wild pixels, no more). */
const OUTSIDE = 0.002;
/** Room beyond them, as a share of the span, so that hardly anything is cut off. */
const MARGIN = 0.03;

/**
 * One fixed range for a shot, from its frames' quantiles pooled (each frame counts alike). Soft at both ends, so that one wild frame
 * does not flatten the others. `samples` is sorted ascending.
 */
export function shotRange(samples: Float32Array): ValueRange {
  if (samples.length === 0) return { far: 0, near: 1 };
  const at = (share: number): number => samples[Math.round(share * (samples.length - 1))]!;
  const [far, near] = [at(OUTSIDE), at(1 - OUTSIDE)];
  const span = near - far;
  // A flat shot stands in the middle of the range instead of at one end of it.
  if (!(span > 1e-6 * Math.max(Math.abs(near), Math.abs(far), 1e-6))) return { far: far - 0.5, near: far + 0.5 };
  return { far: far - MARGIN * span, near: near + MARGIN * span };
}

export interface FocusPlanes {
  readonly near: number;
  readonly far: number;
}

const BINS = 64;

/**
 * Where the foreground and the background of a shot lie, 0 far..1 near: the shot's values are split in two by Otsu's
 * threshold (Otsu 1979), and each class gives the mode of its smoothed histogram. `samples` as for `shotRange`.
 */
export function focusPlanes(samples: Float32Array, range: ValueRange): FocusPlanes {
  const histogram = smoothed(histogramOf(samples, range));
  const split = otsuThreshold(histogram);
  return { near: (modeOf(histogram, split + 1, BINS) + 0.5) / BINS, far: (modeOf(histogram, 0, split + 1) + 0.5) / BINS };
}

function histogramOf(samples: Float32Array, { far, near }: ValueRange): Float32Array {
  const histogram = new Float32Array(BINS);
  for (const sample of samples) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(((sample - far) / (near - far)) * BINS)));
    histogram[bin] = histogram[bin]! + 1;
  }
  return histogram;
}

function smoothed(histogram: Float32Array): Float32Array {
  const weights = [1, 4, 6, 4, 1];
  return histogram.map((_, i) => weights.reduce((total, weight, k) => total + (weight / 16) * (histogram[i + k - 2] ?? 0), 0));
}

/** Last bin of the lower class. */
function otsuThreshold(histogram: Float32Array): number {
  const total = histogram.reduce((a, b) => a + b, 0);
  const moment = histogram.reduce((a, b, i) => a + b * i, 0);
  let [best, bestBin, weight, sum] = [-1, BINS / 2 - 1, 0, 0];
  for (let i = 0; i < BINS - 1; i++) {
    weight += histogram[i]!;
    sum += histogram[i]! * i;
    if (weight <= 0 || weight >= total) continue;
    const between = (moment * weight - sum * total) ** 2 / (weight * (total - weight));
    if (between > best) [best, bestBin] = [between, i];
  }
  return bestBin;
}

function modeOf(histogram: Float32Array, from: number, to: number): number {
  let best = from;
  for (let i = from; i < to; i++) if (histogram[i]! > histogram[best]!) best = i;
  return best;
}
