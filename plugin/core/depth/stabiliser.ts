import { alignScaleShift, identity, type AlignmentInput, type ScaleShift } from './alignScaleShift.js';
import { denseFlow, type FlowField, type LumaPlane } from './denseFlow.js';
import type { Grid } from './grid.js';
import { resample } from './resample.js';
import { packMap, unpackMap, type PackedMap } from './packedMap.js';

/** Changes with every change of the numbers below: it is part of a job's key. */
export const STABILISER_VERSION = 'align-flow-2';

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

/** Flow is found on pictures of this width at most (chosen: finer flow changes the depth by less than its noise). */
const FLOW_WIDTH = 256;

/**
 * Takes one frame: carries the previous result along the picture's movement, brings the new scale and shift onto it, on pixels that were
 * found again, then mixes the two there. What was not found again (uncovered, changed) is taken from the new frame alone, so that nothing
 * smears. The first frame of a shot passes unchanged.
 */
export function stabilise(state: StabiliserState | undefined, raw: RawDepth): StabiliserState {
  const fits = state && !raw.cut && state.depth.codes.length === raw.depth.values.length;
  if (!fits) return { depth: packMap(raw.depth), luma: raw.luma, fit: identity };
  const { previous, luma } = carried(state, raw);
  const stillness = stillnessOf(luma, raw.luma);
  const fit = leaked(alignScaleShift(samplesOf(raw.depth.values, previous.values, stillness)));
  const mixed = mix(raw.depth, previous, { stillness, fit, span: state.depth.high - state.depth.low });
  return { depth: packMap(mixed), luma: raw.luma, fit };
}

interface Carried {
  readonly previous: Grid;
  readonly luma: Float32Array;
}

/** The previous depth and luma as they would stand in the new frame, by the movement between the two pictures. */
function carried(state: StabiliserState, { depth, luma }: RawDepth): Carried {
  const { width, height } = depth;
  const before = { width, height, values: new Float32Array(state.luma) };
  const now = { width, height, values: new Float32Array(luma) };
  const flow = flowBetween(before, now);
  const [values, oldLuma] = warpBoth(unpackMap(state.depth).values, before.values, flow);
  return { previous: { width, height, values }, luma: oldLuma };
}

/** Two planes of one size fetched along a flow, bilinear, the border repeated: places and weights are found once for both. */
function warpBoth(first: Float32Array, second: Float32Array, { width, height, dx, dy }: FlowField): [Float32Array, Float32Array] {
  const outFirst = new Float32Array(first.length);
  const outSecond = new Float32Array(first.length);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const cx = Math.min(width - 1, Math.max(0, x + dx[i]!));
      const cy = Math.min(height - 1, Math.max(0, y + dy[i]!));
      const left = cx | 0;
      const top = cy | 0;
      const at = top * width + left;
      const right = left < width - 1 ? at + 1 : at;
      const below = top < height - 1 ? width : 0;
      const u = cx - left;
      const v = cy - top;
      const w0 = (1 - u) * (1 - v);
      const w1 = u * (1 - v);
      const w2 = (1 - u) * v;
      const w3 = u * v;
      outFirst[i] = w0 * first[at]! + w1 * first[right]! + w2 * first[at + below]! + w3 * first[right + below]!;
      outSecond[i] = w0 * second[at]! + w1 * second[right]! + w2 * second[at + below]! + w3 * second[right + below]!;
    }
  }
  return [outFirst, outSecond];
}

function flowBetween(before: LumaPlane, now: LumaPlane): FlowField {
  const { width, height } = now;
  if (width <= FLOW_WIDTH) return denseFlow(before, now);
  const [w, h] = [FLOW_WIDTH, Math.max(1, Math.round((height * FLOW_WIDTH) / width))];
  const small = denseFlow(resample(before, w, h, 'area'), resample(now, w, h, 'area'));
  const enlarged = (values: Float32Array, gain: number): Float32Array => {
    for (let i = 0; i < values.length; i++) values[i] = values[i]! * gain;
    return resample({ width: w, height: h, values }, width, height, 'bilinear').values;
  };
  return { width, height, dx: enlarged(small.dx, width / w), dy: enlarged(small.dy, height / h) };
}

const leaked = ({ scale, shift }: ScaleShift): ScaleShift => ({ scale: scale + LEAK * (1 - scale), shift: shift * (1 - LEAK) });

/** Trust in a pixel by the size of its luma change. */
const STILLNESS = Float32Array.from({ length: 256 }, (_, step) => 2 ** -((step / STILL_LUMA) ** 2));

/** 0..1 per pixel: 1 where the luma came back unchanged. */
function stillnessOf(before: Float32Array, now: Uint8Array): Float32Array {
  const stillness = new Float32Array(now.length);
  for (let i = 0; i < now.length; i++) stillness[i] = STILLNESS[Math.round(Math.abs(now[i]! - before[i]!))]!;
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
