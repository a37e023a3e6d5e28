import { identity } from './alignScaleShift.js';
import { flowBetween } from './carryAlong.js';
import { noBars } from './bars.js';
import { plainFlow, type FlowKernels } from './flowKernels.js';
import type { PackedMap } from './packedMap.js';
import type { StabiliserState } from './stabiliser.js';

/** What of a steadied frame is settled: its map, and the luma of the picture that it shows. */
export type SteadyFrame = Pick<StabiliserState, 'depth' | 'luma'> & {
  /** The picture shows nothing: its depth is that of a neighbour. */
  readonly blind: boolean;
};

export interface SettledFrame {
  readonly depth: PackedMap;
  readonly luma: Uint8Array;
  /** Mean change of depth to the frame after where the picture stands still, as a share of the map's span; nothing where no frame of the shot follows. */
  readonly flicker?: number;
}

/**
 * Steadies a frame once more, backwards: what the frames after it say is carried to it along the picture's movement and mixed in as `stabilise` does with
 * those before it. Forwards and backwards together a surface is the mean of what is seen of it in time on both sides: noise that one direction
 * leaves falls to a third, and nothing lags behind what moves. `after`: the settled frame that follows in the shot; none at its end.
 */
export function settle(after: SettledFrame | undefined, frame: SteadyFrame, kernels: FlowKernels = plainFlow): SettledFrame {
  const { depth, luma } = frame;
  if (!after || after.depth.codes.length !== depth.codes.length) return { depth, luma };
  // What shows nothing has no depth of its own to add.
  if (frame.blind) return { ...after, flicker: 0 };
  const flow = flowBetween(after.luma, luma, depth, kernels);
  return { luma, ...kernels.mixAlong(after, { depth, luma, bars: noBars }, { flow, fit: identity }) };
}

/** Frames that are settled together, and frames after them that are looked at (chosen: of what lies farther ahead a quarter would still be felt). */
const [BLOCK, LOOK_ON] = [48, 16];
/** Places of the maps of a block at most, which all wait in memory, as 16-bit codes (chosen: 150 MB; maps of 1.5 million places and more come in shorter blocks). */
const MOST_PLACES = 75e6;

/** Frames of maps of a size that are settled together. */
export const blockLength = ({ width, height }: Pick<PackedMap, 'width' | 'height'>): number => Math.max(LOOK_ON, Math.min(BLOCK, Math.floor(MOST_PLACES / (width * height))));

/** A run of frames of one shot that are settled together, and the last frame that is looked at for it. */
export interface SettledBlock {
  readonly first: number;
  readonly last: number;
  readonly sight: number;
}

/** The block that a frame of a shot lies in. Blocks begin with the shot, so that parts of a clip that begin with one agree with the whole. `length`: `blockLength`. */
export function blockAt(index: number, shot: { readonly first: number; readonly last: number }, length = BLOCK): SettledBlock {
  const first = shot.first + length * Math.floor((index - shot.first) / length);
  const last = Math.min(shot.last, first + length - 1);
  return { first, last, sight: Math.min(shot.last, last + LOOK_ON) };
}
