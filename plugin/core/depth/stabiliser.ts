import { alignScaleShift, identity, type Alignment, type ScaleShift } from './alignScaleShift.js';
import { approachOf, type Sighting } from './approach.js';
import { anchorSize, followAnchor, isLost, type Anchor } from './anchor.js';
import type { Bars } from './bars.js';
import type { FlowField } from './denseFlow.js';
import { flowBetween, sampleAlong, type AlongSamples } from './carryAlong.js';
import { plainFlow, type FlowKernels } from './flowKernels.js';
import { nthSmallest } from './nthSmallest.js';
import type { PackedMap } from './packedMap.js';

/** Changes with every change of the numbers below: it is part of a job's key. */
export const STABILISER_VERSION = 'anchors-13';

/** What the stabiliser knows of the shot so far. All of it is data, so a job can stop after any frame and go on. */
export interface StabiliserState {
  readonly depth: PackedMap;
  /** Luma of the last frame that showed anything, at the map's size, 0..255. */
  readonly luma: Uint8Array;
  /** How the last frame's raw values were brought onto the shot's scale. */
  readonly fit: ScaleShift;
  readonly anchor: Anchor;
  /** Nothing could be seen yet in this shot (it begins in black or white). */
  readonly blind: boolean;
  /** How well the last frame agreed with the keyframe, 0..1. */
  readonly agreement: number;
}

/** One frame's raw disparity (near = larger, the network's own scale) with the picture's luma at the same size. */
export interface RawDepth {
  readonly depth: PackedMap;
  readonly luma: Uint8Array;
  /** A new shot begins here: nothing of the old one is used. */
  readonly cut: boolean;
  /** The picture shows nothing (faded out, white): its depth is not believed. */
  readonly blind: boolean;
  readonly bars: Bars;
  /** The network measures: its disparity is 1 / metres, so frames differ in scale and never in shift. */
  readonly metric?: boolean;
}

/** Weight of the frame before beside the keyframe in the fit: it sees what the keyframe cannot. */
const NEIGHBOUR_WEIGHT = 1;
/** Agreement under which a keyframe is given up (chosen). */
const LEAST_AGREEMENT = 0.35;
/**
 * Share of the distance from the network's own scale that a shot's scale gives up each frame while the camera moves, so that small errors of a long
 * chain do not add up (chosen: two hundred frames; a share of 0.02 makes moves of a second or two worse). As much as depth grows is given up besides: what
 * the camera runs into is soon out of the picture, and a zoom that is taken for a run all the same must not multiply the scale.
 */
const LEAK = 0.005;
/** Median movement of the picture a frame, as a share of its width, below which the camera stands, and from which it moves (chosen). */
const [STANDS, MOVES] = [0.0005, 0.003];

/**
 * Takes one frame: carries the previous result along the picture's movement, brings the frame's scale and shift onto a keyframe of the shot
 * that is followed the same way (so that nothing drifts), moves all of that on by how the camera came nearer, which no value that is only carried
 * knows, then mixes with the previous result where the picture was found again. What was not found again (uncovered, changed) is taken from
 * the new frame alone, so that nothing smears. The first frame of a shot passes unchanged; a frame that shows nothing keeps the depth of the one before.
 */
export function stabilise(state: StabiliserState | undefined, raw: RawDepth, kernels: FlowKernels = plainFlow): StabiliserState {
  const goesOn = state && !raw.cut && !state.blind && state.depth.codes.length === raw.depth.codes.length;
  if (!goesOn) return begin(raw);
  if (raw.blind) return state;
  const flow = flowBetween(state.luma, raw.luma, raw.depth, kernels);
  const size = { width: state.anchor.width, height: state.anchor.height };
  const samples = sampleAlong(state, raw, { flow, size });
  const anchor = followAnchor(state.anchor, flow.field, samples.stillness);
  const found = fitOnto(samples, { anchor, last: state.fit, metric: raw.metric ?? false });
  const change = changeOf(found, { sighting: { ...size, ...samples, luma: { width: raw.depth.width, height: raw.depth.height, values: raw.luma } }, flow: flow.field, metric: raw.metric ?? false });
  const fit = after(change, found);
  const { depth } = kernels.mixAlong({ depth: onScale(state.depth, change), luma: state.luma }, raw, { flow, fit });
  const kept = isLost(anchor) || found.agreement < LEAST_AGREEMENT ? takeAnchor(depth, raw.bars) : moved(anchor, change);
  return { depth, luma: raw.luma, fit, anchor: kept, blind: false, agreement: found.agreement };
}

function begin({ depth, luma, blind, bars }: RawDepth): StabiliserState {
  return { depth, luma, fit: identity, anchor: takeAnchor(depth, bars), blind, agreement: 1 };
}

interface Seen {
  readonly sighting: Sighting;
  readonly flow: FlowField;
  readonly metric: boolean;
}

/** How values on the shot's scale change from the frame before to this one: with the camera's way ahead, then a little towards the network's own scale. */
function changeOf(fit: ScaleShift, { sighting, flow, metric }: Seen): ScaleShift {
  const moving = Math.min(1, Math.max(0, (medianMovement(flow) - STANDS) / (MOVES - STANDS)));
  if (moving === 0) return identity;
  const { growth, far } = approachOf(sighting, flow);
  const grown = { scale: 1 + moving * growth, shift: metric ? 0 : -moving * growth * far };
  const { scale, shift } = after(grown, fit);
  const leak = (LEAK + Math.abs(growth)) * moving;
  const own = (scale + leak * (1 - scale)) / scale;
  return after({ scale: own, shift: shift * (1 - leak - own) }, grown);
}

/** Both after one another. */
const after = (second: ScaleShift, first: ScaleShift): ScaleShift => ({ scale: second.scale * first.scale, shift: second.scale * first.shift + second.shift });

const onScale = (map: PackedMap, { scale, shift }: ScaleShift): PackedMap => ({ ...map, low: scale * map.low + shift, high: scale * map.high + shift });

function moved(anchor: Anchor, { scale, shift }: ScaleShift): Anchor {
  return scale === 1 && shift === 0 ? anchor : { ...anchor, depth: anchor.depth.map((value) => scale * value + shift) };
}

/** Median length of the movement, as a share of the width. */
function medianMovement({ width, dx, dy }: FlowField): number {
  const lengths = new Float32Array(Math.ceil(dx.length / 13));
  for (let i = 0; i < lengths.length; i++) lengths[i] = Math.hypot(dx[i * 13]!, dy[i * 13]!);
  return nthSmallest(lengths, lengths.length >> 1) / width;
}

/** A keyframe made of a finished map; places under bars are never trusted. */
function takeAnchor(map: PackedMap, bars: Bars): Anchor {
  const { width, height } = anchorSize(map.width, map.height);
  const step = (map.high - map.low) / 65535;
  const anchor = { width, height, depth: new Float32Array(width * height), trust: new Uint8Array(width * height) };
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * map.height) / height);
    for (let x = 0; x < width; x++, i++) {
      const column = Math.floor(((x + 0.5) * map.width) / width);
      anchor.depth[i] = map.low + map.codes[row * map.width + column]! * step;
      const inside = row >= bars.top && row < map.height - bars.bottom && column >= bars.left && column < map.width - bars.right;
      anchor.trust[i] = inside ? 255 : 0;
    }
  }
  return anchor;
}

/** The frame's fit onto keyframe and neighbour together; where they agree on nothing, the last one goes on. */
function fitOnto({ raw, previous, stillness }: AlongSamples, { anchor, last, metric }: { readonly anchor: Anchor; readonly last: ScaleShift; readonly metric: boolean }): Alignment {
  const count = raw.length;
  const [from, to, trust] = [new Float32Array(2 * count), new Float32Array(2 * count), new Float32Array(2 * count)];
  from.set(raw);
  from.set(raw, count);
  to.set(previous);
  to.set(anchor.depth, count);
  for (let i = 0; i < count; i++) {
    trust[i] = NEIGHBOUR_WEIGHT * stillness[i]!;
    trust[count + i] = (anchor.trust[i]! / 255) * stillness[i]!;
  }
  const fit = alignScaleShift({ from, to, trust, keepsZero: metric });
  return fit.agreement > 0 ? fit : { ...last, agreement: 0 };
}
