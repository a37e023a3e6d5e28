import { nthSmallest } from './nthSmallest.js';
import { solveEquations } from './solveEquations.js';

/** Numbers of each place: x, y (half widths from the middle), dx, dy (half widths), depth (spreads from the mean), trust. */
export const PLACE = 6;

/** How the picture of a rigid scene grows from one frame to the next, and how much of its movement depth tells. */
export interface RigidMovement {
  /** Growth about the middle at the mean depth, and how much more of it one spread nearer. */
  readonly growth: number;
  readonly growthByDepth: number;
  /** What is left of the movement, as a share of what is left where depth is not looked at, 0..1: 1 for turns, zooms and planes. */
  readonly rest: number;
}

/** Unknowns: shift (2), roll, two of the turn, sideways (2), ahead by depth, and by place alone: growth at the mean depth. */
const UNKNOWNS = 9;
const [AHEAD, ZOOM] = [7, 8];
const ALL = Array.from({ length: UNKNOWNS }, (_, unknown) => unknown);
/** Of turns and zooms. */
const BY_PLACE = [0, 1, 2, 3, 4, ZOOM];
/** Rounds of reweighting. */
const ROUNDS = 5;
/** Movement that cannot be told from none, half widths (chosen: an eightieth of a pixel of 256). */
const UNSEEN = 1e-4;

/**
 * Fits the movement of places (each `PLACE` numbers; it leads back to the frame before) as a rigid scene's (Longuet-Higgins and Prazdny 1980): a turn moves each place by a
 * polynomial of the place, a step sideways by its inverse depth, and a step ahead by place × inverse depth:
 * (dx, dy) = turn(x, y) + (a + g·x, b + g·y)·depth + k·(x, y), by least squares, reweighted so that what moves by itself does not count. −k is `growth`, −g `growthByDepth`.
 * Nothing where the places say too little.
 */
export function rigidMovement(places: Float64Array): RigidMovement | undefined {
  const weights = new Float64Array(places.length / PLACE).fill(1);
  for (let round = 1; ; round++) {
    const equations = normalEquations(places, weights);
    const whole = solved(equations, ALL);
    if (!whole) return undefined;
    if (round === ROUNDS) return movementOf(whole.solution, whole.left, solved(equations, BY_PLACE)?.left ?? 0);
    reweigh(places, whole.solution, weights);
  }
}

function movementOf(solution: Float64Array, left: number, leftByPlace: number): RigidMovement {
  const rest = Math.sqrt((left + UNSEEN ** 2) / (leftByPlace + UNSEEN ** 2));
  return { growth: -solution[ZOOM]!, growthByDepth: -solution[AHEAD]!, rest: Math.min(1, rest) };
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

/** Sums of weighted products, from which least squares are solved; `total`: of the squared movement, `weight`: of the weights. */
interface Equations {
  readonly matrix: Float64Array;
  readonly right: Float64Array;
  readonly total: number;
  readonly weight: number;
}

function normalEquations(places: Float64Array, weights: Float64Array): Equations {
  const [matrix, right] = [new Float64Array(UNKNOWNS * UNKNOWNS), new Float64Array(UNKNOWNS)];
  const [alongX, alongY] = [new Float64Array(UNKNOWNS), new Float64Array(UNKNOWNS)];
  let [total, sum] = [0, 0];
  for (let j = 0; j < weights.length; j++) {
    coefficients(places, j * PLACE, alongX, alongY);
    const weight = weights[j]! * places[j * PLACE + 5]!;
    const [dx, dy] = [places[j * PLACE + 2]!, places[j * PLACE + 3]!];
    total += weight * (dx * dx + dy * dy);
    sum += weight;
    for (let row = 0; row < UNKNOWNS; row++) {
      const x = weight * alongX[row]!;
      const y = weight * alongY[row]!;
      right[row] = right[row]! + x * dx + y * dy;
      for (let column = row; column < UNKNOWNS; column++) matrix[row * UNKNOWNS + column] = matrix[row * UNKNOWNS + column]! + x * alongX[column]! + y * alongY[column]!;
    }
  }
  for (let row = 0; row < UNKNOWNS; row++) {
    if (row > 1) matrix[row * (UNKNOWNS + 1)] = matrix[row * (UNKNOWNS + 1)]! + RIDGE * weights.length;
    for (let column = 0; column < row; column++) matrix[row * UNKNOWNS + column] = matrix[column * UNKNOWNS + row]!;
  }
  return { matrix, right, total, weight: sum };
}

/** The solution for some of the unknowns, the others being zero, and the mean square that it leaves. */
function solved({ matrix, right, total, weight }: Equations, unknowns: readonly number[]): { readonly solution: Float64Array; readonly left: number } | undefined {
  const chosen = Float64Array.from(unknowns.flatMap((row) => unknowns.map((column) => matrix[row * UNKNOWNS + column]!)));
  const wanted = Float64Array.from(unknowns, (row) => right[row]!);
  const found = solveEquations(chosen, wanted.slice());
  if (!found) return undefined;
  const solution = new Float64Array(UNKNOWNS);
  unknowns.forEach((unknown, i) => (solution[unknown] = found[i]!));
  return { solution, left: Math.max(0, total - found.reduce((sum, value, i) => sum + value * wanted[i]!, 0)) / weight };
}

/** Cauchy's weights: half where the rest is 1.5 times its median. */
function reweigh(places: Float64Array, solution: Float64Array, weights: Float64Array): void {
  const [alongX, alongY] = [new Float64Array(UNKNOWNS), new Float64Array(UNKNOWNS)];
  const rests = new Float32Array(weights.length);
  for (let j = 0; j < weights.length; j++) {
    coefficients(places, j * PLACE, alongX, alongY);
    let x = -places[j * PLACE + 2]!;
    let y = -places[j * PLACE + 3]!;
    for (let n = 0; n < UNKNOWNS; n++) {
      x += alongX[n]! * solution[n]!;
      y += alongY[n]! * solution[n]!;
    }
    rests[j] = Math.hypot(x, y);
  }
  const scale = 1.5 * nthSmallest(rests.slice(), rests.length >> 1) + 1e-5;
  for (let j = 0; j < weights.length; j++) weights[j] = 1 / (1 + (rests[j]! / scale) ** 2);
}
