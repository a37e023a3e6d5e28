import { composeSong } from './composeSong.js';
import { makeDice } from './dice.js';
import { playOnSoundFont } from './fontBand.js';
import { playOnOwnBand } from './ownBand.js';
import type { Score } from './score.js';

/** A piece of practice music: float32 mono at PRACTICE_RATE and the score it was played from. */
export interface PracticeSong {
  readonly score: Score;
  readonly samples: Float32Array;
}

/** Part of the songs that a sound font plays; the rest is played on synthesisers of our own. */
const FONT_PART = 0.6;

export function playPracticeSong(seed: number, seconds: number): PracticeSong {
  const score = composeSong(seed, seconds);
  const dice = makeDice(seed + 1e6);
  const byFont = dice.chance(FONT_PART);
  return { score, samples: byFont ? playOnSoundFont(score, dice) : playOnOwnBand(score, dice) };
}
