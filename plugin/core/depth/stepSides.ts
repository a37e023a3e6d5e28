import type { Grid } from './grid.js';
import { extremesWithin, type Extremes } from './neighbourhood.js';

/** How depth may lie around steps of a map. Planes are height × width. */
export interface StepSides {
  /** Depths of what stands near each place, without a network's over- and undershoot. */
  readonly bounds: Extremes;
  /** How far the contrast between the two sides is raised: 1 on planes. */
  readonly gain: Float32Array;
}

/** Contrast after which a step is twice as steep as its steepest place, and the most that contrast is raised (both chosen: `npm run bench:depth quality`). */
export const [STEEPNESS, MOST_GAIN] = [4, 8];
/** Share of a step that a narrow dip beside it may have and still be the network's, not the scene's (chosen; networks dip by 3 to 6 %). */
export const SPILL = 0.06;

/** In places of the map (or of its blocks). */
export interface StepReaches {
  /** Of the span that tells steps from slopes, and by how much farther the wider one reaches. */
  readonly span: number;
  readonly farther: number;
  /** Of the bounds: shorter, so that what rises beyond a step does not come back to it as a rim. */
  readonly bound: number;
}

/**
 * Tells steps from slopes and how to sharpen them. A step spans the same in a window as in one of twice the reach, a slope half of it and is
 * left alone. The softer a step is, the more its contrast is raised; sharp ones hardly need it. The bounds are the extremes near by, but
 * for dips and peaks two places narrow and small against the step (networks overshoot beside steps, as any filter with negative
 * lobes does): extremes would spread those into dark and bright rims.
 * `step`: places of the network's map that make one of `blocks`, along a side.
 */
export function stepSides(blocks: Grid & Extremes, step: number, { span, farther, bound }: StepReaches): StepSides {
  const beside = extremesWithin(blocks, { lowest: blocks.values, highest: blocks.values }, 1);
  const near = extremesWithin(blocks, blocks, span);
  const far = extremesWithin(blocks, near, farther);
  const rise = spans(step === 1 ? beside : blocks);
  const steepest = extremesWithin(blocks, { lowest: rise, highest: rise }, span).highest;
  const bounds = inOrder(extremesWithin(blocks, withoutSpill(blocks, beside, near), bound));
  return { bounds, gain: stepGain(spans(near), spans(far), steepest) };
}

const spans = ({ lowest, highest }: Extremes): Float32Array => highest.map((value, i) => value - lowest[i]!);

/** Where all is noise, filled dips may stand above filled peaks. */
function inOrder({ lowest, highest }: Extremes): Extremes {
  return { lowest: lowest.map((low, i) => Math.min(low, highest[i]!)), highest: highest.map((high, i) => Math.max(high, lowest[i]!)) };
}

function stepGain(near: Float32Array, far: Float32Array, steepest: Float32Array): Float32Array {
  return near.map((span, i) => {
    const share = span > 0 ? Math.max(0, 2 - far[i]! / span) : 0;
    const contrast = Math.max(1, Math.min(MOST_GAIN, (STEEPNESS * span) / steepest[i]!));
    return share > 0 ? 1 + share * (contrast - 1) : 1;
  });
}

/**
 * Extremes of each place with dips and peaks of up to two places filled: grey-value closing and opening (Serra 1982) with a window of three.
 * Those deeper than `SPILL` of the span are the scene's and kept, with a soft border between.
 */
function withoutSpill({ width, height, values, lowest, highest }: Grid & Extremes, beside: Extremes, near: Extremes): Extremes {
  const filled = extremesWithin({ width, height, values }, { lowest: beside.highest, highest: beside.lowest }, 1);
  const clean = { lowest: lowest.slice(), highest: highest.slice() };
  for (let i = 0; i < values.length; i++) {
    const most = SPILL * (near.highest[i]! - near.lowest[i]!);
    clean.lowest[i] = clean.lowest[i]! + believed(filled.lowest[i]! - values[i]!, most);
    clean.highest[i] = clean.highest[i]! - believed(values[i]! - filled.highest[i]!, most);
  }
  return clean;
}

/** All of a small depth, nothing of one from twice `most` on. */
function believed(depth: number, most: number): number {
  if (depth <= most) return depth;
  return depth < 2 * most ? 2 * most - depth : 0;
}
