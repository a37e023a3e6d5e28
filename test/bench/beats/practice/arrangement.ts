import type { Dice } from './dice.js';

/** Who plays in a section of a song. */
export interface SectionPlan {
  /** First bar and the bar after the last. */
  readonly from: number;
  readonly to: number;
  /** `light` leaves cymbals and percussion, as before a song sets in. */
  readonly drums: 'full' | 'light' | 'none';
  readonly bass: boolean;
  /** Number of accompanists that play, at least 1 where nobody else does. */
  readonly accompanists: number;
  readonly tune: boolean;
  /** Which of the song's two grooves and line-ups is played. */
  readonly variant: 0 | 1;
}

/** Sections of a song with `accompanists` players: it may begin thinly, drop out once, and verse and chorus take turns. */
export function arrange(bars: number, accompanists: number, dice: Dice): SectionPlan[] {
  const length = dice.pick([4, 8, 8, 8]);
  const thinStart = dice.chance(0.3);
  const breakAt = dice.chance(0.2) ? dice.pick([1, 2]) : -1;
  const plans: SectionPlan[] = [];
  for (let from = 0; from < bars; from += length) {
    const section = plans.length;
    const thin = (section === 0 && thinStart) || section === breakAt;
    plans.push({
      from,
      to: Math.min(bars, from + length),
      drums: thin ? dice.pick(['none', 'none', 'light'] as const) : dice.chance(0.06) ? 'light' : 'full',
      bass: thin ? dice.chance(0.5) : dice.chance(0.97),
      accompanists: thin ? 1 : Math.max(1, accompanists - (dice.chance(0.3) ? 1 : 0)),
      tune: dice.chance(thin ? 0.5 : 0.8),
      variant: section % 2 === 1 && dice.chance(0.7) ? 1 : 0,
    });
  }
  return plans;
}
