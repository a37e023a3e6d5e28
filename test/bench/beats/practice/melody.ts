import type { Dice } from './dice.js';
import { composeRhythm } from './rhythmCells.js';
import type { Style } from './styles/style.js';

/** A note of a tune: step of the bar, length in steps, and how far it lies from the chord's root, scale degrees. */
export interface TuneNote {
  readonly step: number;
  readonly steps: number;
  readonly degree: number;
}

/** One bar of a tune: chord tones on beats more often than between them, steps elsewhere. */
function composeBar(style: Style, dice: Dice): TuneNote[] {
  if (style.busy === 0) return [];
  const rhythm = composeRhythm(style, dice);
  const starts = [...rhythm].flatMap((mark, step) => (mark === 'x' ? [step] : []));
  let degree = dice.pick([0, 2, 4]);
  return starts.map((step, i) => {
    degree += dice.pick([-2, -1, -1, 0, 1, 1, 2]);
    if (step % style.steps === 0 && dice.chance(0.5)) degree = dice.pick([0, 2, 4, 7]);
    return { step, steps: (starts[i + 1] ?? rhythm.length) - step, degree };
  });
}

/** The end of a phrase: a long note on the bar line, and perhaps an upbeat into the next. */
function composeEnd(style: Style, dice: Dice): TuneNote[] {
  const length = style.beatsPerBar * style.steps;
  const upbeat = dice.chance(0.4) ? composeBar(style, dice).filter(({ step }) => step >= length - style.steps) : [];
  return [{ step: 0, steps: upbeat[0]?.step ?? length, degree: dice.pick([0, 0, 2, 4]) }, ...upbeat];
}

/** A phrase of four bars as tunes are built: its third bar answers the first, the last may come to rest. */
export function composePhrase(style: Style, dice: Dice): TuneNote[][] {
  if (style.busy === 0) return [[], [], [], []];
  const [first, second] = [composeBar(style, dice), composeBar(style, dice)];
  const third = dice.chance(0.6) ? first : composeBar(style, dice);
  return [first, second, third, dice.chance(0.45) ? composeEnd(style, dice) : dice.chance(0.4) ? second : composeBar(style, dice)];
}
