import { boxMean } from './boxMean.js';
import type { Grid } from './grid.js';
import { inBlocks, type Extremes } from './neighbourhood.js';
import { stepSides, type StepReaches } from './stepSides.js';

/** Depth near each place of a map as slope × luma + base, kept between `lowest` and `highest`. Planes are height × width. */
export interface LocalModel extends Extremes {
  readonly width: number;
  readonly height: number;
  /** Size of the map in places of the planes, fractions where the last ones are only half filled. */
  readonly blocksAcross: number;
  readonly blocksDown: number;
  readonly slope: Float32Array;
  readonly base: Float32Array;
}

/** The numbers of the fit, also for its compiled form. */
export interface FitNumbers {
  readonly step: number;
  readonly radius: number;
  readonly reaches: StepReaches;
}

/** How a map of this size is fitted: on blocks of step × step, with windows of this radius, steps within these reaches. */
export function fitNumbers(width: number, height: number): FitNumbers {
  const side = Math.min(width, height);
  return side >= FINE_SIDE ? { step: 2, radius: 1, reaches: { span: 1, farther: 2, bound: 1 } } : { step: 1, radius: radiusFor(side), reaches: { span: 3, farther: 3, bound: 2 } };
}

/** Luma variance that counts as no edge, of 255² (chosen on the rendered clips, as all constants here; what they reach: `npm run bench:depth quality`). */
export const FLAT_VARIANCE = 30;
/** Share of what the luma does not explain that is kept: depth edges without a luma edge, thin things. */
export const KEPT_REST = 0.5;
/** A map whose shorter side has this many places or more is fitted on blocks of 2 × 2: its edges are as wide as that anyway. */
const FINE_SIDE = 320;

/** Window of the fit: networks of few pixels give edges several of their pixels wide, those of many pixels do not. */
const radiusFor = (side: number): number => (side < 160 ? 4 : side < 256 ? 3 : 2);

/**
 * Fits depth ≈ slope × luma + base in windows: the fast guided filter (He and Sun 2015, arXiv 1505.00996), with two changes. A share of
 * the residual goes back into the base, since a plain guided filter blurs what the luma does not explain; and around a step the contrast
 * between its sides is raised about their middle, within the depths of its sides (`stepSides`), so that a soft step of the network becomes
 * as steep as the picture's edge.
 * `depth` and `luma` (0..255) have one size.
 */
export function fitLocalModel(depth: Grid, luma: Uint8Array): LocalModel {
  const { width, height } = depth;
  const { step, radius, reaches } = fitNumbers(width, height);
  const blocks = step === 1 ? { ...depth, lowest: depth.values, highest: depth.values } : inBlocks(depth, step);
  const guide = step === 1 ? new Float32Array(luma) : inBlocks({ width, height, values: new Float32Array(luma) }, step).values;
  const line = fitLine(blocks, guide, radius);
  const { bounds, gain } = stepSides(blocks, step, reaches);
  const model = { width: blocks.width, height: blocks.height, blocksAcross: width / step, blocksDown: height / step, ...line, ...bounds };
  sharpen(model, { depth: blocks.values, guide, gain });
  return model;
}

function fitLine({ width, height, values }: Grid, guide: Float32Array, radius: number): Pick<LocalModel, 'slope' | 'base'> {
  const mean = (plane: Float32Array): Float32Array => boxMean(plane, width, height, radius);
  const [both, square] = [new Float32Array(values.length), new Float32Array(values.length)];
  for (let i = 0; i < values.length; i++) {
    both[i] = values[i]! * guide[i]!;
    square[i] = guide[i]! * guide[i]!;
  }
  const [meanGuide, meanDepth, meanBoth, meanSquare] = [mean(guide), mean(values), mean(both), mean(square)];
  const [slope, base] = [both, square];
  for (let i = 0; i < values.length; i++) {
    const variance = meanSquare[i]! - meanGuide[i]! * meanGuide[i]!;
    slope[i] = (meanBoth[i]! - meanGuide[i]! * meanDepth[i]!) / (variance + FLAT_VARIANCE);
    base[i] = meanDepth[i]! - slope[i]! * meanGuide[i]!;
  }
  return { slope: mean(slope), base: mean(base) };
}

interface Sharpening {
  readonly depth: Float32Array;
  readonly guide: Float32Array;
  readonly gain: Float32Array;
}

/** Residual and contrast are linear in the luma's own line, so both go into slope and base here, once a place of the map. */
function sharpen({ slope, base, lowest, highest }: LocalModel, { depth, guide, gain }: Sharpening): void {
  for (let i = 0; i < depth.length; i++) {
    const rest = depth[i]! - slope[i]! * guide[i]! - base[i]!;
    const middle = (lowest[i]! + highest[i]!) / 2;
    const raised = gain[i]!;
    base[i] = raised * (base[i]! + KEPT_REST * rest) + (1 - raised) * middle;
    slope[i] = raised * slope[i]!;
  }
}
