import type { Hertz } from '#contracts/units';

/** Triangular filters on a logarithmic frequency axis, stored sparsely: band b weighs bins from first[b] on by weights[from[b]] .. weights[from[b + 1] - 1]. */
export interface LogBands {
  readonly centres: readonly Hertz[];
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly weights: Float32Array;
}

export interface LogBandsRequest {
  readonly sampleRate: Hertz;
  readonly fftSize: number;
  readonly bandsPerOctave: number;
  readonly lowest: Hertz;
  readonly highest: Hertz;
}

/** Centre bins, each used once: below the resolution of the transform neighbouring bands fall on one bin and are merged. */
function centreBins(request: LogBandsRequest): number[] {
  const binsPerHertz = request.fftSize / request.sampleRate;
  const bins: number[] = [];
  const count = Math.floor(Math.log2(request.highest / request.lowest) * request.bandsPerOctave);
  for (let i = 0; i <= count; i++) {
    const bin = Math.round(request.lowest * 2 ** (i / request.bandsPerOctave) * binsPerHertz);
    if (bin > 0 && bin < request.fftSize / 2 && bin !== bins[bins.length - 1]) bins.push(bin);
  }
  return bins;
}

function triangle(left: number, centre: number, right: number): Float32Array {
  const weights = new Float32Array(right - left - 1);
  for (let bin = left + 1; bin < right; bin++) {
    weights[bin - left - 1] = bin <= centre ? (bin - left) / (centre - left) : (right - bin) / (right - centre);
  }
  return weights;
}

/** Filter bank after Böck & Widmer (DAFx 2013, SuperFlux): triangles between neighbouring centres, peak weight 1. */
export function makeLogBands(request: LogBandsRequest): LogBands {
  const bins = centreBins(request);
  const inner = bins.slice(1, -1);
  const triangles = inner.map((bin, i) => triangle(bins[i], bin, bins[i + 2]));
  const from = new Int32Array(inner.length + 1);
  triangles.forEach(({ length }, i) => (from[i + 1] = from[i] + length));
  const weights = new Float32Array(from[inner.length]);
  triangles.forEach((part, i) => weights.set(part, from[i]));
  return { centres: inner.map((bin) => (bin * request.sampleRate) / request.fftSize), first: Int32Array.from(inner, (_, i) => bins[i] + 1), from, weights };
}

/** Writes the weighted sum of `magnitudes` of every band into `out` (one value a band). */
export function applyBands({ first, from, weights }: LogBands, magnitudes: Float32Array, out: Float32Array): void {
  for (let b = 0; b < first.length; b++) {
    const shift = first[b] - from[b];
    const end = from[b + 1];
    let sum = 0;
    for (let i = from[b]; i < end; i++) sum += weights[i] * magnitudes[i + shift];
    out[b] = sum;
  }
}
