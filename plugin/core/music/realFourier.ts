/** A discrete Fourier transform of real input, its tables made once. */
export interface RealFourier {
  readonly size: number;
  /**
   * Writes |X[k]| for k = 0..size/2 (size/2 + 1 values, not normalised) of the real signal `input` (size values)
   * into `magnitudes`. Work arrays are shared between calls: one transform serves one caller at a time.
   */
  magnitudes(input: Float32Array, magnitudes: Float32Array): void;
}

interface Tables {
  readonly half: number;
  readonly reversed: Uint32Array;
  /** cos and sin of 2πk/half, k < half/2. */
  readonly cosine: Float64Array;
  readonly sine: Float64Array;
  /** cos and sin of 2πk/size, k <= half. */
  readonly unpackCosine: Float64Array;
  readonly unpackSine: Float64Array;
}

function bitReversal(length: number): Uint32Array {
  const reversed = new Uint32Array(length);
  for (let i = 1; i < length; i++) reversed[i] = (reversed[i >> 1] >> 1) | (i & 1 ? length >> 1 : 0);
  return reversed;
}

function circle(count: number, period: number, part: (angle: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => part((2 * Math.PI * k) / period));
}

function makeTables(size: number): Tables {
  const half = size / 2;
  return {
    half,
    reversed: bitReversal(half),
    cosine: circle(half / 2, half, Math.cos),
    sine: circle(half / 2, half, Math.sin),
    unpackCosine: circle(half + 1, size, Math.cos),
    unpackSine: circle(half + 1, size, Math.sin),
  };
}

/** The first two rounds of butterflies as one: their turns are by quarters of a circle, which needs no product. */
function transformFours(real: Float64Array, imaginary: Float64Array): void {
  for (let a = 0; a + 3 < real.length; a += 4) {
    const sumRe = real[a] + real[a + 1];
    const sumIm = imaginary[a] + imaginary[a + 1];
    const differenceRe = real[a] - real[a + 1];
    const differenceIm = imaginary[a] - imaginary[a + 1];
    const otherSumRe = real[a + 2] + real[a + 3];
    const otherSumIm = imaginary[a + 2] + imaginary[a + 3];
    const otherRe = real[a + 2] - real[a + 3];
    const otherIm = imaginary[a + 2] - imaginary[a + 3];
    real[a] = sumRe + otherSumRe;
    imaginary[a] = sumIm + otherSumIm;
    real[a + 1] = differenceRe + otherIm;
    imaginary[a + 1] = differenceIm - otherRe;
    real[a + 2] = sumRe - otherSumRe;
    imaginary[a + 2] = sumIm - otherSumIm;
    real[a + 3] = differenceRe - otherIm;
    imaginary[a + 3] = differenceIm + otherRe;
  }
}

/** Iterative radix-2 butterflies in place over data that is already in bit-reversed order. */
function transformInPlace(real: Float64Array, imaginary: Float64Array, tables: Tables): void {
  const { half, cosine, sine } = tables;
  if (half >= 4) transformFours(real, imaginary);
  for (let span = half >= 4 ? 4 : 1; span < half; span *= 2) {
    const stride = half / (2 * span);
    for (let first = 0; first < half; first += 2 * span) {
      for (let k = 0, turn = 0; k < span; k++, turn += stride) {
        const a = first + k;
        const b = a + span;
        const re = real[b] * cosine[turn] + imaginary[b] * sine[turn];
        const im = imaginary[b] * cosine[turn] - real[b] * sine[turn];
        real[b] = real[a] - re;
        imaginary[b] = imaginary[a] - im;
        real[a] += re;
        imaginary[a] += im;
      }
    }
  }
}

/** Even and odd samples ride as real and imaginary part of one half-length transform; this takes them apart again. */
function unpackMagnitudes(real: Float64Array, imaginary: Float64Array, tables: Tables, magnitudes: Float32Array): void {
  const { half, unpackCosine, unpackSine } = tables;
  for (let k = 0; k <= half; k++) {
    const i = k === half ? 0 : k;
    const j = k === 0 ? 0 : half - k;
    const evenRe = (real[i] + real[j]) / 2;
    const evenIm = (imaginary[i] - imaginary[j]) / 2;
    const oddRe = (imaginary[i] + imaginary[j]) / 2;
    const oddIm = (real[j] - real[i]) / 2;
    const re = evenRe + unpackCosine[k] * oddRe + unpackSine[k] * oddIm;
    const im = evenIm + unpackCosine[k] * oddIm - unpackSine[k] * oddRe;
    magnitudes[k] = Math.sqrt(re * re + im * im);
  }
}

/** `size` is a power of two, 4 at least; throws RangeError otherwise. Cost of a call: O(size · log size). */
export function makeRealFourier(size: number): RealFourier {
  if (!Number.isInteger(Math.log2(size)) || size < 4) throw new RangeError(`${size} is not a power of two from 4 up`);
  const tables = makeTables(size);
  const real = new Float64Array(tables.half);
  const imaginary = new Float64Array(tables.half);
  return {
    size,
    magnitudes(input, magnitudes) {
      for (let i = 0; i < tables.half; i++) {
        const from = 2 * tables.reversed[i];
        real[i] = input[from];
        imaginary[i] = input[from + 1];
      }
      transformInPlace(real, imaginary, tables);
      unpackMagnitudes(real, imaginary, tables, magnitudes);
    },
  };
}
