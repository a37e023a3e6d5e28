import { boxMean } from '#core/depth/boxMean';
import type { ThinScene } from './thinScenes.js';

/** Greatest widths of the thin things that are told apart, pixels of a picture 3840 wide. */
export const WIDTHS = [8, 16, 40];
/** Half a side of the window that says what lies behind a thin thing, pixels of such a picture, and least step in front of it that counts. */
const [REACH, LEAST_STEP] = [40, 0.04];

export interface ThinScore {
  /** Share of the true step between a thin thing and what lies around it that the depth shows, by `WIDTHS`; NaN where there is none. */
  readonly shares: readonly number[];
  /** Mean distance of all else from the truth, as a share of its range. */
  readonly error: number;
}

/** How a depth picture of a made scene keeps its thin things, after one fit of scale and shift to the whole truth. */
export function scoreThin(depth: Float32Array, { picture: { width, height }, truth, thin }: ThinScene): ThinScore {
  const { scale, shift } = leastSquares(depth, truth);
  const fitted = depth.map((value) => scale * value + shift);
  const around = (plane: Float32Array): Float32Array => boxMean(plane.map((value, i) => (thin[i] ? 0 : value)), width, height, Math.max(1, Math.round((REACH * width) / 3840)));
  const [behind, trueBehind, rest] = [around(fitted), around(truth), around(new Float32Array(truth.length).fill(1))];
  const [sums, counts] = [WIDTHS.map(() => 0), WIDTHS.map(() => 0)];
  let [error, others] = [0, 0];
  for (let i = 0; i < truth.length; i++) {
    if (!thin[i]) [error, others] = [error + Math.abs(fitted[i]! - truth[i]!), others + 1];
    const step = truth[i]! - trueBehind[i]! / rest[i]!;
    if (!thin[i] || !(rest[i]! > 0.05) || !(step > LEAST_STEP)) continue;
    const kind = WIDTHS.findIndex((most) => thin[i]! <= most);
    sums[kind] = sums[kind]! + (fitted[i]! - behind[i]! / rest[i]!) / step;
    counts[kind] = counts[kind]! + 1;
  }
  const range = truth.reduce((a, b) => Math.max(a, b), 0);
  return { shares: sums.map((sum, i) => sum / counts[i]!), error: error / others / range };
}

function leastSquares(from: Float32Array, to: Float32Array): { readonly scale: number; readonly shift: number } {
  let [x, y, xx, xy] = [0, 0, 0, 0];
  for (let i = 0; i < from.length; i++) {
    const [a, b] = [from[i]!, to[i]!];
    [x, y, xx, xy] = [x + a, y + b, xx + a * a, xy + a * b];
  }
  const scale = (xy * from.length - x * y) / (xx * from.length - x * x);
  return { scale, shift: (y - scale * x) / from.length };
}
