/** Points spread evenly over the unit disc: a middle one and rings of 6, 12, 18 … points, each standing for an equal area. `offsets` is x, y per point, from the inside out. */
export interface DiscTaps {
  readonly count: number;
  readonly offsets: Float32Array;
  /** Distance of each point from the middle, 0..1. */
  readonly distances: Float32Array;
}

function makeTaps(rings: number): DiscTaps {
  const points: [number, number][] = [[0, 0]];
  for (let ring = 1; ring <= rings; ring++) {
    const radius = ring / (rings + 0.5);
    for (let step = 0; step < 6 * ring; step++) {
      const angle = ((step + 0.5 * (ring % 2)) / (6 * ring)) * 2 * Math.PI;
      points.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
  }
  return { count: points.length, offsets: Float32Array.from(points.flat()), distances: Float32Array.from(points, ([x, y]) => Math.hypot(x, y)) };
}

const MOST_RINGS = 5;
const byRings: readonly DiscTaps[] = Array.from({ length: MOST_RINGS + 1 }, (_, rings) => makeTaps(rings));

/** Enough points for a disc of this radius in cells: rings two cells apart. */
export function discTaps(radius: number): DiscTaps {
  return byRings[Math.min(MOST_RINGS, Math.max(1, Math.ceil(radius / 2)))]!;
}
