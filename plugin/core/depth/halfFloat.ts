const bits = new Float32Array(1);
const word = new Uint32Array(bits.buffer);

/** IEEE 754 binary16 codes of float32 values, rounded to nearest, ties to even; too large becomes infinity. */
export function halvesFromFloats(values: Float32Array): Uint16Array {
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    bits[0] = values[i]!;
    const sign = (word[0]! >>> 16) & 0x8000;
    const size = word[0]! & 0x7fffffff;
    if (size >= 0x47800000) out[i] = sign | (size > 0x7f800000 ? 0x7e00 : 0x7c00);
    else if (size < 0x38800000) out[i] = sign | Math.round(Math.abs(values[i]!) * 16777216);
    else out[i] = sign | ((size - 0x38000000 + 0xfff + ((size >>> 13) & 1)) >>> 13);
  }
  return out;
}

/** Float32 values of binary16 codes, exact. */
export function floatsFromHalves(halves: Uint16Array): Float32Array {
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i]!;
    const exponent = (half >>> 10) & 31;
    const fraction = half & 1023;
    const size = exponent === 31 ? (fraction ? NaN : Infinity) : exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
    out[i] = half & 0x8000 ? -size : size;
  }
  return out;
}
