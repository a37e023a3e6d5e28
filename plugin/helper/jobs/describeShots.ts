import { subjectSlice } from '#core/depth/depthSlice';
import type { DepthShot, DepthSlice } from '#contracts/depthAsset';

export interface ShotFacts {
  /** The network measures: its disparity is 1 / metres. */
  readonly metric: boolean;
  /** The slice of the matte pass: given, or each shot's own subject; absent without that pass. */
  readonly matte?: DepthSlice | 'subject';
}

/** Farthest distance that is told, metres: what lies at or beyond the end of what a network can tell. */
const FARTHEST = 60_000;

/** The shots with what is said of them beside their range: both ends in metres, and what the matte shows. */
export function describeShots(shots: readonly DepthShot[], { metric, matte }: ShotFacts): DepthShot[] {
  const metres = (disparity: number): number => (disparity > 1 / FARTHEST ? 1 / disparity : FARTHEST);
  return shots.map((shot) => ({
    ...shot,
    ...(metric ? { metres: { far: metres(shot.range.far), near: metres(shot.range.near) } } : {}),
    ...(matte === undefined ? {} : { matte: matte === 'subject' ? subjectSlice(shot) : matte }),
  }));
}
