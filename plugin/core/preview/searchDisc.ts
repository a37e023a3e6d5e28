/** Points spread evenly over a disc of a radius in cells: a middle one and rings of 6, 12, 18 … points, each standing for an equal area, from the inside out. */
export interface SearchDisc {
  readonly radius: number;
  /** Distance in a row-major array of one number per cell. */
  readonly offsets: Int32Array;
  /** Distance of each point from the middle, in cells. */
  readonly distances: Float32Array;
}

const MOST_RINGS = 5;
/** Rings lie about this many cells apart: closer ones cost time, wider ones show as dots in bright discs. */
const RING_STEP = 2;

function makeDisc(radius: number, stride: number): SearchDisc {
  const rings = Math.min(MOST_RINGS, Math.max(1, Math.ceil(radius / RING_STEP)));
  const points: [number, number][] = [[0, 0]];
  for (let ring = 1; ring <= rings; ring++) {
    const reach = (radius * ring) / (rings + 0.5);
    for (let step = 0; step < 6 * ring; step++) {
      const angle = ((step + 0.5 * (ring % 2)) / (6 * ring)) * 2 * Math.PI;
      points.push([Math.round(reach * Math.cos(angle)), Math.round(reach * Math.sin(angle))]);
    }
  }
  return { radius, offsets: Int32Array.from(points, ([x, y]) => y * stride + x), distances: Float32Array.from(points, ([x, y]) => Math.sqrt(x * x + y * y)) };
}

const STEPS_PER_CELL = 4;

/** Discs for an array of a given row length; radii are rounded up to a quarter of a cell, and each disc is made once. */
export function searchDiscs(stride: number): (radius: number) => SearchDisc {
  const made: SearchDisc[] = [];
  return (radius) => {
    const step = Math.ceil(radius * STEPS_PER_CELL);
    return (made[step] ??= makeDisc(step / STEPS_PER_CELL, stride));
  };
}
