/**
 * A repeatable value in -1..1 for a lattice point. `cell` and `seed` are integers. Two steps of a Lehmer generator
 * (Park and Miller 1988, modulus 2^31 - 1, multiplier 48271); every product stays below 2^53, so all engines agree to the bit.
 */
export function latticeValue(cell: number, seed: number): number {
  const place = ((cell % 1000003) + 1000003) % 1000003;
  const first = (place * 48271 + seed * 69621 + 11) % 2147483647;
  return (2 * ((first * 48271) % 2147483647)) / 2147483647 - 1;
}
