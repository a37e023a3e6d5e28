import type { Dice } from './dice.js';
import type { Style } from './styles.js';

/** A note of a tune: step of the bar, length in steps, and how far it lies from the chord's root, scale degrees. */
export interface TuneNote {
  readonly step: number;
  readonly steps: number;
  readonly degree: number;
}

/** Likelihood that a tune has a note on a step: bar lines most, beats next, what lies between as the style leans. */
function likelihood(style: Style, step: number): number {
  if (style.busy === 0) return 0;
  if (step === 0) return Math.min(0.95, style.busy + 0.3 - 0.3 * style.syncopated);
  if (step % style.steps === 0) return Math.min(0.95, style.busy * (1.7 - 0.7 * style.syncopated));
  const half = style.steps % 2 === 0 && step % style.steps === style.steps / 2;
  return style.busy * (half ? 0.7 + 0.3 * style.syncopated : 0.2 + 0.5 * style.syncopated);
}

/** One bar of a tune. */
export function composeBar(style: Style, dice: Dice): TuneNote[] {
  const length = style.beatsPerBar * style.steps;
  const starts = Array.from({ length }, (_, step) => step).filter((step) => dice.chance(likelihood(style, step)));
  let degree = dice.pick([0, 2, 4]);
  return starts.map((step, i) => {
    degree += dice.pick([-2, -1, -1, 0, 1, 1, 2]);
    if (step % style.steps === 0 && dice.chance(0.5)) degree = dice.pick([0, 2, 4, 7]);
    return { step, steps: (starts[i + 1] ?? length) - step, degree };
  });
}

/** A phrase of four bars as tunes are built: its second half answers the first. */
export function composePhrase(style: Style, dice: Dice): TuneNote[][] {
  const [first, second] = [composeBar(style, dice), composeBar(style, dice)];
  const third = dice.chance(0.6) ? first : composeBar(style, dice);
  return [first, second, third, dice.chance(0.4) ? second : composeBar(style, dice)];
}
