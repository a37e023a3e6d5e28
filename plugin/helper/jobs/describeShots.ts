import { subjectSlice } from '#core/depth/depthSlice';
import type { DepthShot, DepthSlice } from '#contracts/depthAsset';

export interface ShotFacts {
  /** The network measures: its disparity is 1 / metres. */
  readonly metric: boolean;
  /** The slice of the matte pass: given, or each shot's own subject; absent without that pass. */
  readonly matte?: DepthSlice | 'subject';
}

/** Distance at which everything beyond ends, metres. */
const FARTHEST = 60_000;

/** The shots with what is said of them beside their range: both ends in metres, and what the matte shows. */
export function describeShots(shots: readonly DepthShot[], { metric, matte }: ShotFacts): DepthShot[] {
  return shots.map((given) => {
    const shot = metric ? inMetres(given) : given;
    return { ...shot, ...(matte === undefined ? {} : { matte: matte === 'subject' ? subjectSlice(shot) : matte }) };
  });
}

/** Nothing lies beyond infinity: a range whose soft end does is cut there, so that every grey value is a distance. */
function inMetres(shot: DepthShot): DepthShot {
  const own = shot.range;
  const far = Math.max(own.far, 1 / FARTHEST);
  const near = Math.max(own.near, 2 * far);
  const moved = (value: number): number => Math.min(1, Math.max(0, (own.far + value * (own.near - own.far) - far) / (near - far)));
  return { ...shot, range: { far, near }, metres: { far: 1 / far, near: 1 / near }, nearFocus: moved(shot.nearFocus), farFocus: moved(shot.farFocus) };
}
