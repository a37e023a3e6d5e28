import type { AlongSamples } from './carryAlong.js';
import type { FlowField } from './denseFlow.js';
import { nthSmallest } from './nthSmallest.js';
import { solveEquations } from './solveEquations.js';

/** Carried depth of the frame before, and the trust in it, on a coarse grid of `width` × `height`, height × width. */
export interface Sighting extends Pick<AlongSamples, 'previous' | 'stillness'> {
  readonly width: number;
  readonly height: number;
}

/** Every n-th place of the grid along each side is asked, if it stands still at least so much (chosen: some five hundred places settle nine numbers). */
const STRIDE = 3;
const LEAST_STILLNESS = 0.3;
/** Rounds of reweighting, and places under which nothing is said. */
const ROUNDS = 5;
const LEAST_PLACES = 60;
/** Most that depth grows from one frame to the next (chosen: a camera that runs into what it sees from 40 frames away). */
const MOST_GROWTH = 0.03;
/** Share of the places that lie beyond the depth that counts as far. */
const FAR_SHARE = 0.05;

/** How inverse depth grows as the camera moves towards what it sees: by `growth` (−0.03..0.03) of its distance from `far`, which does not change. */
export interface Approach {
  readonly growth: number;
  readonly far: number;
}

/**
 * What the picture's movement says of the camera's own along its axis. In a rigid scene (Longuet-Higgins and Prazdny 1980) a turn moves each place by a
 * polynomial of the place, a step sideways by its inverse depth, and a step ahead by place × inverse depth, by which inverse depth itself grows. So the
 * flow is fitted by least squares, reweighted so that what moves by itself does not count:
 * (dx, dy) = turn(x, y) + (a + g·x, b + g·y)·depth + k·(x, y), and growth is −(g·depth + k) at the mean depth. Depth is affine, so far counts as k too;
 * a zoom cannot be told from a step. `flow` leads backwards, as in `denseFlow`.
 */
export function approachOf(sighting: Sighting, flow: FlowField): Approach {
  const places = placesOf(sighting, flow);
  if (places.length < LEAST_PLACES * EACH) return { growth: 0, far: 0 };
  const solution = fitMovement(places);
  const growth = solution ? -solution[ZOOM]! : 0;
  return { growth: Math.max(-MOST_GROWTH, Math.min(MOST_GROWTH, growth)), far: farDepth(sighting) };
}

/** Numbers of each place: x, y (half widths from the middle), dx, dy (half widths), depth (spreads from the mean), trust. */
const EACH = 6;
/** Unknowns: shift (2), roll, two of the turn, sideways (2), ahead by depth, and by place alone: growth at the mean depth. */
const UNKNOWNS = 9;
const ZOOM = 8;

function placesOf({ width, height, previous, stillness }: Sighting, { width: across, height: down, dx, dy }: FlowField): Float64Array {
  const { mean, spread } = momentsOf(previous);
  const places: number[] = [];
  for (let y = 0; y < height; y += STRIDE) {
    for (let x = 0; x < width; x += STRIDE) {
      const i = y * width + x;
      if (!(stillness[i]! > LEAST_STILLNESS)) continue;
      const at = Math.min(down - 1, Math.floor(((y + 0.5) * down) / height)) * across + Math.min(across - 1, Math.floor(((x + 0.5) * across) / width));
      places.push((2 * x + 1) / width - 1, ((2 * y + 1) / height - 1) * (down / across), (2 * dx[at]!) / across, (2 * dy[at]!) / across, (previous[i]! - mean) / spread, stillness[i]!);
    }
  }
  return Float64Array.from(places);
}

function momentsOf(values: Float32Array): { readonly mean: number; readonly spread: number } {
  let [sum, square] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += values[i]!;
    square += values[i]! * values[i]!;
  }
  const mean = sum / values.length;
  return { mean, spread: Math.sqrt(Math.max(0, square / values.length - mean * mean)) || 1 };
}

function fitMovement(places: Float64Array): Float64Array | undefined {
  const weights = new Float64Array(places.length / EACH).fill(1);
  let solution: Float64Array | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    solution = solveEquations(...normalEquations(places, weights));
    if (!solution) return undefined;
    reweigh(places, solution, weights);
  }
  return solution;
}

/** Coefficients of the unknowns in both components of a place's movement. */
function coefficients(places: Float64Array, at: number, alongX: Float64Array, alongY: Float64Array): void {
  const x = places[at]!;
  const y = places[at + 1]!;
  const depth = places[at + 4]!;
  alongX[0] = alongY[1] = 1;
  alongX[2] = y;
  alongY[2] = -x;
  alongX[3] = x * x;
  alongX[4] = alongY[3] = x * y;
  alongY[4] = y * y;
  alongX[5] = alongY[6] = depth;
  alongX[7] = x * depth;
  alongY[7] = y * depth;
  alongX[8] = x;
  alongY[8] = y;
}

/** Keeps unknowns of which the picture says nothing at zero. */
const RIDGE = 1e-5;

function normalEquations(places: Float64Array, weights: Float64Array): [Float64Array, Float64Array] {
  const [matrix, right] = [new Float64Array(UNKNOWNS * UNKNOWNS), new Float64Array(UNKNOWNS)];
  const [alongX, alongY] = [new Float64Array(UNKNOWNS), new Float64Array(UNKNOWNS)];
  for (let j = 0; j < weights.length; j++) {
    coefficients(places, j * EACH, alongX, alongY);
    const weight = weights[j]! * places[j * EACH + 5]!;
    for (let row = 0; row < UNKNOWNS; row++) {
      const x = weight * alongX[row]!;
      const y = weight * alongY[row]!;
      right[row] = right[row]! + x * places[j * EACH + 2]! + y * places[j * EACH + 3]!;
      for (let column = row; column < UNKNOWNS; column++) matrix[row * UNKNOWNS + column] = matrix[row * UNKNOWNS + column]! + x * alongX[column]! + y * alongY[column]!;
    }
  }
  for (let row = 0; row < UNKNOWNS; row++) {
    if (row > 1) matrix[row * (UNKNOWNS + 1)] = matrix[row * (UNKNOWNS + 1)]! + RIDGE * weights.length;
    for (let column = 0; column < row; column++) matrix[row * UNKNOWNS + column] = matrix[column * UNKNOWNS + row]!;
  }
  return [matrix, right];
}

/** Cauchy's weights: half where the rest is 1.5 times its median. */
function reweigh(places: Float64Array, solution: Float64Array, weights: Float64Array): void {
  const [alongX, alongY] = [new Float64Array(UNKNOWNS), new Float64Array(UNKNOWNS)];
  const rests = new Float32Array(weights.length);
  for (let j = 0; j < weights.length; j++) {
    coefficients(places, j * EACH, alongX, alongY);
    let x = -places[j * EACH + 2]!;
    let y = -places[j * EACH + 3]!;
    for (let n = 0; n < UNKNOWNS; n++) {
      x += alongX[n]! * solution[n]!;
      y += alongY[n]! * solution[n]!;
    }
    rests[j] = Math.hypot(x, y);
  }
  const scale = 1.5 * nthSmallest(rests.slice(), rests.length >> 1) + 1e-5;
  for (let j = 0; j < weights.length; j++) weights[j] = 1 / (1 + (rests[j]! / scale) ** 2);
}

function farDepth({ previous, stillness }: Sighting): number {
  const seen = previous.filter((_, i) => stillness[i]! > LEAST_STILLNESS);
  return nthSmallest(seen, Math.floor(FAR_SHARE * seen.length));
}
