/** Signed distances of simple bodies, in metres, negative inside. Plain numbers, because they run some hundred times a pixel. */

export function boxDistance(x: number, y: number, z: number, half: { readonly x: number; readonly y: number; readonly z: number }): number {
  const dx = Math.abs(x) - half.x;
  const dy = Math.abs(y) - half.y;
  const dz = Math.abs(z) - half.z;
  const ox = dx > 0 ? dx : 0;
  const oy = dy > 0 ? dy : 0;
  const oz = dz > 0 ? dz : 0;
  const inside = Math.max(dx, dy, dz);
  return Math.sqrt(ox * ox + oy * oy + oz * oz) + (inside < 0 ? inside : 0);
}

/** Upright cylinder around the y axis, centred at the origin. */
export function cylinderDistance(x: number, y: number, z: number, body: { readonly radius: number; readonly halfHeight: number }): number {
  const side = Math.sqrt(x * x + z * z) - body.radius;
  const end = Math.abs(y) - body.halfHeight;
  const outSide = side > 0 ? side : 0;
  const outEnd = end > 0 ? end : 0;
  const inside = Math.max(side, end);
  return Math.sqrt(outSide * outSide + outEnd * outEnd) + (inside < 0 ? inside : 0);
}

/** Union with a rounded seam of width `k` (Quilez, polynomial smooth minimum). */
export function smoothUnion(a: number, b: number, k: number): number {
  const h = k - Math.abs(a - b);
  return (a < b ? a : b) - (h > 0 ? (h * h) / (4 * k) : 0);
}

/** The coordinate within one cell of a row that repeats every `step` for the cells `first`..`last`. */
export function repeated(value: number, step: number, first: number, last: number): number {
  let cell = Math.round(value / step);
  if (cell < first) cell = first;
  if (cell > last) cell = last;
  return value - cell * step;
}
