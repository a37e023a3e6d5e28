/** Integer-lattice hash to 0..1, the same on every machine. */
export function latticeHash(x: number, y: number, seed: number): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(seed | 0, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth value noise in the plane, 0..1. */
export function valueNoise(x: number, y: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = (x - column) * (x - column) * (3 - 2 * (x - column));
  const v = (y - row) * (y - row) * (3 - 2 * (y - row));
  const top = latticeHash(column, row, seed) * (1 - u) + latticeHash(column + 1, row, seed) * u;
  const bottom = latticeHash(column, row + 1, seed) * (1 - u) + latticeHash(column + 1, row + 1, seed) * u;
  return top * (1 - v) + bottom * v;
}

/** Four octaves of value noise, 0..1. */
export function fractalNoise(x: number, y: number, seed: number): number {
  let sum = 0;
  let weight = 0.5;
  let frequency = 1;
  for (let octave = 0; octave < 4; octave++) {
    sum += weight * valueNoise(x * frequency, y * frequency, seed + octave);
    weight *= 0.5;
    frequency *= 2.03;
  }
  return sum / 0.9375;
}
