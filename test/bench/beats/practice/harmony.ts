import type { Dice } from './dice.js';
import type { Style } from './styles/style.js';

/** Scale degree of the chord's root at a step of the song. */
export type Harmony = (step: number) => number;

const SCALES = [
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 4, 5, 7, 9, 11],
  [0, 2, 3, 5, 7, 8, 10],
  [0, 2, 3, 5, 7, 9, 10],
];

const progressions = [[0, 4, 5, 3], [0, 3, 4, 0], [0, 5, 3, 4], [0, 3, 0, 4], [5, 3, 0, 4], [0, 1, 4, 0], [0, 4, 0, 4], [0, 0, 3, 4], [0, 0, 0, 4], [0, 5, 1, 4], [0, 6, 5, 4], [0, 0, 0, 0, 3, 3, 0, 0, 4, 3, 0, 4], [0, 0], [0, 4, 4, 0], [0, 3, 6, 2, 5, 1, 4, 0]];

/** Scale of a song as semitones above its key, and its pitches by scale degree. */
export function chooseScale(dice: Dice): (key: number, degree: number) => number {
  const scale = dice.pick(SCALES);
  return (key, degree) => key + 12 * Math.floor(degree / 7) + scale[((degree % 7) + 7) % 7];
}

/** Harmony of a song: a progression, now and then with a chord that comes at the half of its time; its changes may come an eighth early, as pushed chords do. */
export function composeHarmony(style: Style, dice: Dice): Harmony {
  const progression = dice.pick(progressions);
  const chordSteps = Math.max(1, Math.round(dice.pick(style.chordBars) * style.beatsPerBar * style.steps));
  const push = dice.chance(0.1 + 0.3 * style.syncopated) && style.steps % 2 === 0 ? style.steps / 2 : 0;
  const hurries = dice.chance(0.25) && chordSteps % 2 === 0;
  return (step) => {
    const place = Math.floor((step + push) / chordSteps);
    const within = (((step + push) % chordSteps) + chordSteps) % chordSteps;
    const at = (n: number): number => progression[((n % progression.length) + progression.length) % progression.length];
    return hurries && place % 4 === 3 && within >= chordSteps / 2 ? at(place + 2) : at(place);
  };
}
