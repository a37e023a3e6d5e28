import { nthSmallest } from './nthSmallest.js';

/** value ↦ scale × value + shift. */
export interface ScaleShift {
  readonly scale: number;
  readonly shift: number;
}

export const identity: ScaleShift = { scale: 1, shift: 0 };

export interface Alignment extends ScaleShift {
  /** Share of the trusted pairs that agree with the fit, 0..1; 0 where the pairs agreed on nothing and the identity is given. */
  readonly agreement: number;
}

const disagreement: Alignment = { ...identity, agreement: 0 };

export interface AlignmentInput {
  /** Samples to bring over, and what they should become; equal lengths. */
  readonly from: Float32Array;
  readonly to: Float32Array;
  /** Trust in each pair, 0..1. */
  readonly trust: Float32Array;
  /** Zero means the same on both sides (infinitely far, of a network that measures): only the scale may differ. */
  readonly keepsZero?: boolean;
}

/** Rounds of least absolute residuals, which find the majority, and of Tukey's, which forget the rest (chosen: the fit stands still). */
const ABSOLUTE_ROUNDS = 12;
const TUKEY_ROUNDS = 3;
/** Tukey's constant: 95 % efficiency on normal residuals (Beaton and Tukey 1974). */
const TUKEY = 4.685;
/** A fit that leaves fewer pairs than this share is not believed (chosen). */
const LEAST_SHARE = 0.2;
/** Farthest a scale may go from 1 inside a shot (chosen; a network's scale wanders by a few per cent from frame to frame). */
const WIDEST_SCALE = 3;

/**
 * Robust scale and shift by iteratively reweighted lines through the pairs: first weights 1/|residual|, then Tukey's
 * biweight on residuals scaled by 1.4826 × their median size. Things that moved or changed depth are outliers and do not pull the rest.
 * Gives the identity when the pairs do not agree on anything. Outliers pull the first rounds least by least squares, in the closed form of MiDaS'
 * `compute_scale_and_shift`; the last ones take the reduced major axis (Ricker 1973), since both sides carry noise, and least squares in one
 * direction would make the scale a little smaller with each frame of a chain.
 */
export function alignScaleShift({ from, to, trust, keepsZero = false }: AlignmentInput): Alignment {
  const weights = trust.slice();
  const total = sum(trust);
  if (!(total > 0)) return disagreement;
  let agreement = 1;
  const refit = (slopeOf: SlopeOf): ScaleShift => (keepsZero ? weightedScale : weightedFit)({ from, to, trust: weights }, slopeOf);
  let fit = refit(leastSquares);
  for (let round = 0; round < ABSOLUTE_ROUNDS; round++) {
    weighAbsolute({ from, to, trust }, fit, weights);
    fit = refit(leastSquares);
  }
  for (let round = 0; round < TUKEY_ROUNDS; round++) {
    const spread = residualSpread(from, to, trust, fit);
    if (spread === 0) break;
    reweight({ from, to, trust }, fit, spread * TUKEY, weights);
    agreement = sum(weights) / total;
    if (agreement < LEAST_SHARE) return disagreement;
    fit = refit(majorAxis);
  }
  return fit.scale > 1 / WIDEST_SCALE && fit.scale < WIDEST_SCALE ? { ...fit, agreement } : disagreement;
}

function sum(values: Float32Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

/** Slope from the sums of squares and products. */
type SlopeOf = (xx: number, xy: number, yy: number) => number;

const leastSquares: SlopeOf = (xx, xy) => xy / xx;

/** Ratio of both spreads; of pairs that run against each other the slope by least squares, which is no scale. */
const majorAxis: SlopeOf = (xx, xy, yy) => (xy > 0 ? Math.sqrt(yy / xx) : xy / xx);

function weightedScale({ from, to, trust }: AlignmentInput, slopeOf: SlopeOf): ScaleShift {
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < from.length; i++) {
    const weight = trust[i]!;
    xx += weight * from[i]! * from[i]!;
    xy += weight * from[i]! * to[i]!;
    yy += weight * to[i]! * to[i]!;
  }
  return xx > 0 ? { scale: slopeOf(xx, xy, yy), shift: 0 } : identity;
}

function weightedFit({ from, to, trust }: AlignmentInput, slopeOf: SlopeOf): ScaleShift {
  let [w, x, y, xx, xy, yy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < from.length; i++) {
    const weight = trust[i]!;
    const a = from[i]!;
    const b = to[i]!;
    w += weight;
    x += weight * a;
    y += weight * b;
    xx += weight * a * a;
    xy += weight * a * b;
    yy += weight * b * b;
  }
  const variance = xx * w - x * x;
  // A flat picture says nothing about scale: only the shift is taken.
  if (!(variance > 1e-9 * xx * w)) return { scale: 1, shift: w > 0 ? (y - x) / w : 0 };
  const scale = slopeOf(variance, xy * w - x * y, Math.max(0, yy * w - y * y));
  return { scale, shift: (y - scale * x) / w };
}

function residualSpread(from: Float32Array, to: Float32Array, trust: Float32Array, fit: ScaleShift): number {
  const sizes = new Float32Array(from.length);
  let kept = 0;
  for (let i = 0; i < from.length; i++) if (trust[i]! > 0) sizes[kept++] = Math.abs(fit.scale * from[i]! + fit.shift - to[i]!);
  return kept > 0 ? 1.4826 * nthSmallest(sizes.subarray(0, kept), kept >> 1) : 0;
}

function weighAbsolute({ from, to, trust }: AlignmentInput, fit: ScaleShift, weights: Float32Array): void {
  for (let i = 0; i < from.length; i++) weights[i] = trust[i]! / (1e-5 + Math.abs(fit.scale * from[i]! + fit.shift - to[i]!));
}

function reweight({ from, to, trust }: AlignmentInput, fit: ScaleShift, cutoff: number, weights: Float32Array): void {
  for (let i = 0; i < from.length; i++) {
    const part = (fit.scale * from[i]! + fit.shift - to[i]!) / cutoff;
    const keep = 1 - part * part;
    weights[i] = keep > 0 ? trust[i]! * keep * keep : 0;
  }
}
