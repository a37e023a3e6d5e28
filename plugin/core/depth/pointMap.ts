import type { Size } from '#contracts/units';

/** Points in the camera's space (x right, y down, z away), row by row, interleaved x y z; one unit for all three. */
export interface PointMap extends Size {
  readonly points: Float32Array;
  /** Above 0.5 where there is a surface; absent: everywhere. */
  readonly mask?: Float32Array | undefined;
}

/** Sky and all else that has no surface, in the map's unit: a disparity of nothing. */
export const NO_SURFACE = 1e6;
const SURFACE = 0.5;
/** Side of the grid of points that the shift is found on: MoGe's own (moge/utils/geometry_numpy.py, `recover_focal_shift`). */
const SAMPLES = 64;
/** Steps of the search at most, and the relative gain under which it ends (the latter as the reference has it). */
const STEPS = 60;
const LEAST_GAIN = 1e-3;

/**
 * Depth (z, near = smaller) of points that are right but for a shift along the view axis, which MoGe leaves open: the shift under which the points
 * project best onto the places that they were found at, for any one focal length (MoGe, Wang et al. 2024, arXiv 2410.19115, section 3.1:
 * min over f and t of |f·xy / (z + t) − uv|). Where there is no surface: `NO_SURFACE`. `findShift` false: z as it is.
 */
export function depthOfPoints(map: PointMap, findShift: boolean): Float32Array {
  const shift = findShift ? shiftOf(map) : 0;
  const { points, mask } = map;
  const depth = new Float32Array(map.width * map.height);
  for (let i = 0; i < depth.length; i++) {
    const z = points[3 * i + 2]! + shift;
    depth[i] = z > 0 && !(mask && mask[i]! <= SURFACE) ? z : NO_SURFACE;
  }
  return depth;
}

interface Projection {
  /** Where points were found: fractions of half the picture's diagonal, u v by turns. */
  readonly places: Float64Array;
  readonly xy: Float64Array;
  readonly z: Float64Array;
}

/** Levenberg and Marquardt's method in one unknown; the focal length of each try is the best one for it. 0 where too few points are left. */
export function shiftOf(map: PointMap): number {
  const samples = samplesOf(map);
  if (samples.z.length < 2) return 0;
  const nearest = samples.z.reduce((a, b) => Math.min(a, b));
  let shift = Math.max(0, 1e-3 - nearest);
  let error = errorAt(samples, shift);
  let damping = 1e-3;
  for (let step = 0; step < STEPS && damping < 1e9; step++) {
    const { gradient, curve } = slopeAt(samples, shift);
    if (!(curve > 0)) break;
    const tried = shift - gradient / (curve * (1 + damping));
    const then = tried + nearest > 0 ? errorAt(samples, tried) : Infinity;
    if (!(then < error)) {
      damping *= 8;
      continue;
    }
    const gain = (error - then) / error;
    [shift, error, damping] = [tried, then, damping / 4];
    if (gain < LEAST_GAIN) break;
  }
  return shift;
}

function samplesOf({ width, height, points, mask }: PointMap): Projection {
  const diagonal = Math.hypot(width, height);
  const [places, xy, z]: [number[], number[], number[]] = [[], [], []];
  for (let row = 0; row < SAMPLES; row++) {
    const y = Math.min(height - 1, Math.floor(((row + 0.5) * height) / SAMPLES));
    for (let column = 0; column < SAMPLES; column++) {
      const x = Math.min(width - 1, Math.floor(((column + 0.5) * width) / SAMPLES));
      const at = y * width + x;
      if (mask && mask[at]! <= SURFACE) continue;
      places.push((2 * x + 1 - width) / diagonal, (2 * y + 1 - height) / diagonal);
      xy.push(points[3 * at]!, points[3 * at + 1]!);
      z.push(points[3 * at + 2]!);
    }
  }
  return { places: Float64Array.from(places), xy: Float64Array.from(xy), z: Float64Array.from(z) };
}

/** Best focal length for a shift, by least squares. */
function focalAt({ places, xy, z }: Projection, shift: number): number {
  let [pu, pp] = [0, 0];
  for (let i = 0; i < xy.length; i++) {
    const p = xy[i]! / (z[i >> 1]! + shift);
    pu += p * places[i]!;
    pp += p * p;
  }
  return pp > 0 ? pu / pp : 0;
}

function errorAt(samples: Projection, shift: number): number {
  const focal = focalAt(samples, shift);
  const { places, xy, z } = samples;
  let error = 0;
  for (let i = 0; i < xy.length; i++) error += ((focal * xy[i]!) / (z[i >> 1]! + shift) - places[i]!) ** 2;
  return error;
}

/** Half the gradient of the error and Gauss and Newton's curvature, by differences: the focal length moves along with the shift. */
function slopeAt(samples: Projection, shift: number): { readonly gradient: number; readonly curve: number } {
  const { places, xy, z } = samples;
  const step = 1e-4 * Math.max(1e-2, Math.abs(shift), z[z.length >> 1]! + shift);
  const [focal, further] = [focalAt(samples, shift), focalAt(samples, shift + step)];
  let [gradient, curve] = [0, 0];
  for (let i = 0; i < xy.length; i++) {
    const here = (focal * xy[i]!) / (z[i >> 1]! + shift);
    const change = ((further * xy[i]!) / (z[i >> 1]! + shift + step) - here) / step;
    gradient += change * (here - places[i]!);
    curve += change * change;
  }
  return { gradient, curve };
}
