import { smoothUnion } from './distance.js';
import { withGrid, type Distance } from './distanceGrid.js';
import { vector, type Vector } from './vector.js';

export type Garment = 'skin' | 'hair' | 'top' | 'trousers' | 'shoes' | 'gear';

/** A tapered capsule from `a` to `b`. `flat` > 1 makes it wider than deep, as a chest is. */
export interface Bone {
  readonly a: Vector;
  readonly b: Vector;
  readonly radiusA: number;
  readonly radiusB: number;
  readonly garment: Garment;
  readonly flat: number;
  /** Width of the rounded seam to the bones before it. */
  readonly seam: number;
}

/** A figure of bones in its own frame: feet at the origin, facing -z. */
export interface Figure {
  readonly bones: readonly Bone[];
  readonly table: Float64Array;
  readonly place: Vector;
  /** Everything lies inside this upright capsule around the place. */
  readonly boundRadius: number;
  readonly boundHeight: number;
}

/** Numbers kept for a bone: start (3), direction (3), 1 / length², start radius, radius step, flatness, seam, lowest and highest y. */
const FIELDS = 13;

/** The bones as one table, since a shadow ray asks for them some thousand times. */
function tableOf(bones: readonly Bone[]): Float64Array {
  return Float64Array.from(
    bones.flatMap(({ a, b, flat, radiusA, radiusB, seam }) => {
      const along = { x: b.x - a.x, y: b.y - a.y, z: (b.z - a.z) * flat };
      const reach = Math.max(radiusA, radiusB);
      const inverse = 1 / (along.x ** 2 + along.y ** 2 + along.z ** 2 + 1e-9);
      return [a.x, a.y, a.z, along.x, along.y, along.z, inverse, radiusA, radiusB - radiusA, flat, seam, Math.min(a.y, b.y) - reach, Math.max(a.y, b.y) + reach];
    }),
  );
}

/** Builds a figure; `boundRadius` and `boundHeight` span an upright capsule around the place that holds all bones. */
export function makeFigure(bones: readonly Bone[], place: Vector, bound: { readonly radius: number; readonly height: number }): Figure {
  return { bones, table: tableOf(bones), place, boundRadius: bound.radius, boundHeight: bound.height };
}

function boneDistance(t: Float64Array, at: number, point: Vector): number {
  const px = point.x - t[at];
  const py = point.y - t[at + 1];
  const pz = (point.z - t[at + 2]) * t[at + 9];
  let along = (px * t[at + 3] + py * t[at + 4] + pz * t[at + 5]) * t[at + 6];
  along = along < 0 ? 0 : along > 1 ? 1 : along;
  const dx = px - t[at + 3] * along;
  const dy = py - t[at + 4] * along;
  const dz = pz - t[at + 5] * along;
  return (Math.sqrt(dx * dx + dy * dy + dz * dz) - t[at + 7] - t[at + 8] * along) / t[at + 9];
}

/** Distance to the figure, or a lower bound of it when far away. */
export function figureDistance(figure: Figure, x: number, y: number, z: number): number {
  const point = { x: x - figure.place.x, y: y - figure.place.y, z: z - figure.place.z };
  const above = point.y < 0 ? -point.y : point.y > figure.boundHeight ? point.y - figure.boundHeight : 0;
  const bound = Math.sqrt(point.x * point.x + point.z * point.z + above * above) - figure.boundRadius;
  if (bound > 0.15) return bound;
  const table = figure.table;
  let distance = boneDistance(table, 0, point);
  for (let at = FIELDS; at < table.length; at += FIELDS) {
    const seam = table[at + 10];
    const near = distance + seam;
    // A bone wholly above or below by more than the distance so far cannot change it.
    if (point.y < table[at + 11] - near || point.y > table[at + 12] + near) continue;
    distance = smoothUnion(distance, boneDistance(table, at, point), seam);
  }
  return distance * 0.9;
}

/** `figureDistance` with a table around the figure; made anew for every pose. */
export function figureGrid(figure: Figure): Distance {
  const { place, boundRadius, boundHeight } = figure;
  const reach = boundRadius + 0.1;
  return withGrid((x, y, z) => figureDistance(figure, x, y, z), {
    low: vector(place.x - reach, place.y - 0.1, place.z - reach),
    high: vector(place.x + reach, place.y + boundHeight + 0.1, place.z + reach),
    step: 0.05,
  });
}

/** What the figure wears at a point on its surface. */
export function garmentAt(figure: Figure, x: number, y: number, z: number): Garment {
  const point = { x: x - figure.place.x, y: y - figure.place.y, z: z - figure.place.z };
  let nearest: Garment = 'skin';
  let distance = 1e9;
  for (const [index, bone] of figure.bones.entries()) {
    const d = boneDistance(figure.table, index * FIELDS, point);
    if (d < distance) {
      distance = d;
      nearest = bone.garment;
    }
  }
  return nearest;
}
