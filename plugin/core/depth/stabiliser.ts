import { alignScaleShift, identity, type AlignmentInput, type ScaleShift } from './alignScaleShift.js';
import type { Grid } from './grid.js';
import { packMap, unpackMap, type PackedMap } from './packedMap.js';

/** Changes with every change of the numbers below: it is part of a job's key. */
export const STABILISER_VERSION = 'align-blend-1';

/** What the stabiliser knows of the shot so far. All of it is data, so a job can stop after any frame and go on. */
export interface StabiliserState {
  readonly depth: PackedMap;
  /** Luma of the same frame at the map's size, 0..255. */
  readonly luma: Uint8Array;
  /** How the last frame's raw values were brought onto the shot's scale. */
  readonly fit: ScaleShift;
}

/** One frame's raw disparity (near = larger, the network's own scale) with the picture's luma at the same size. */
export interface RawDepth {
  readonly depth: Grid;
  readonly luma: Uint8Array;
  /** A new shot begins here: nothing of the old one is used. */
  readonly cut: boolean;
}

/** Pairs used for the fit at most (chosen: more changes the fit by less than its noise). */
const MOST_SAMPLES = 4096;
/** Luma change that halves the trust in a still pixel, of 255 (chosen: above the grain of ordinary footage). */
const STILL_LUMA = 9;
/** Share of the old value that a perfectly still pixel keeps. */
const MEMORY = 0.8;
/** Depth change, as a share of the map's span, at which an apparent standstill is no longer believed. */
const BELIEVED_STEP = 0.12;
/** Share of the fit's distance from the network's own scale that is given up each frame: bounds slow drift over a long shot. */
const LEAK = 0.02;

/**
 * Takes one frame: brings its scale and shift onto the shot so far, on pixels that stand still, then mixes it with the
 * previous result where the picture did not change. The first frame of a shot passes unchanged.
 */
export function stabilise(state: StabiliserState | undefined, raw: RawDepth): StabiliserState {
  const fits = state && !raw.cut && state.depth.codes.length === raw.depth.values.length;
  if (!fits) return { depth: packMap(raw.depth), luma: raw.luma, fit: identity };
  const previous = unpackMap(state.depth);
  const stillness = stillnessOf(state.luma, raw.luma);
  const fit = leaked(alignScaleShift(samplesOf(raw.depth.values, previous.values, stillness)));
  const mixed = mix(raw.depth, previous, { stillness, fit, span: state.depth.high - state.depth.low });
  return { depth: packMap(mixed), luma: raw.luma, fit };
}

const leaked = ({ scale, shift }: ScaleShift): ScaleShift => ({ scale: scale + LEAK * (1 - scale), shift: shift * (1 - LEAK) });

/** Trust in a pixel by the size of its luma change. */
const STILLNESS = Float32Array.from({ length: 256 }, (_, step) => 2 ** -((step / STILL_LUMA) ** 2));

/** 0..1 per pixel: 1 where the luma did not change. */
function stillnessOf(before: Uint8Array, now: Uint8Array): Float32Array {
  const stillness = new Float32Array(now.length);
  for (let i = 0; i < now.length; i++) stillness[i] = STILLNESS[Math.abs(now[i]! - before[i]!)]!;
  return stillness;
}

function samplesOf(from: Float32Array, to: Float32Array, trust: Float32Array): AlignmentInput {
  const stride = Math.max(1, Math.floor(from.length / MOST_SAMPLES));
  const pick = (values: Float32Array): Float32Array => {
    const picked = new Float32Array(Math.floor(values.length / stride));
    for (let i = 0; i < picked.length; i++) picked[i] = values[i * stride]!;
    return picked;
  };
  return { from: pick(from), to: pick(to), trust: pick(trust) };
}

interface Mixing {
  readonly stillness: Float32Array;
  readonly fit: ScaleShift;
  readonly span: number;
}

function mix(raw: Grid, previous: Grid, { stillness, fit, span }: Mixing): Grid {
  const values = new Float32Array(raw.values.length);
  const believed = 1 / Math.max(1e-9, span * BELIEVED_STEP);
  for (let i = 0; i < values.length; i++) {
    const now = fit.scale * raw.values[i]! + fit.shift;
    const step = (now - previous.values[i]!) * believed;
    const keep = (MEMORY * stillness[i]!) / (1 + step * step);
    values[i] = now + keep * (previous.values[i]! - now);
  }
  return { width: raw.width, height: raw.height, values };
}
