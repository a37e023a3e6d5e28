import type { SoundOverview } from '#contracts/helperProtocol';
import type { Seconds } from '#contracts/units';

/** Loudness of the chosen music, ready to draw. */
export interface Soundtrack {
  readonly duration: Seconds;
  readonly pointsPerSecond: number;
  /** Smallest and largest sample of each point, -127..127, alternating. */
  readonly points: Int8Array;
}

export function readSoundtrack({ duration, pointsPerSecond, points }: SoundOverview): Soundtrack {
  return { duration, pointsPerSecond, points: Int8Array.from(atob(points), (character) => character.charCodeAt(0)) };
}
