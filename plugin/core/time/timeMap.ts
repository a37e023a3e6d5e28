import type { Seconds } from '#contracts/units';

/**
 * Where music lies on the clock of a composition or a clip. The one place where the two clocks are turned into each other: grids
 * keep the time of the music, hosts and pictures have their own.
 */
export interface TimeMap {
  /** Moment of the composition at which a moment of the music sounds. */
  toComposition(music: Seconds): Seconds;
  toMusic(composition: Seconds): Seconds;
}

/** Music that begins at `offset` seconds of the composition, not stretched; negative when it was already playing at 0. */
export function placeMusic(offset: Seconds = 0): TimeMap {
  return { toComposition: (music) => music + offset, toMusic: (composition) => composition - offset };
}
