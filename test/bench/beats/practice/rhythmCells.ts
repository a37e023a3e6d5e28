import type { Dice } from './dice.js';
import type { Style } from './styles/style.js';

/** Rhythms of one beat as tunes use them, `x` a note, `.` the one before goes on or nothing; how busy and how far off the beat each is, 0..1. */
interface Cell {
  readonly marks: string;
  readonly busy: number;
  readonly off: number;
}

const CELLS: Readonly<Record<number, readonly Cell[]>> = {
  1: [{ marks: 'x', busy: 0.4, off: 0 }, { marks: '.', busy: 0, off: 0 }],
  2: [{ marks: 'x.', busy: 0.35, off: 0 }, { marks: 'xx', busy: 0.7, off: 0.1 }, { marks: '..', busy: 0, off: 0 }, { marks: '.x', busy: 0.4, off: 0.8 }],
  3: [{ marks: 'x..', busy: 0.3, off: 0 }, { marks: 'x.x', busy: 0.55, off: 0.1 }, { marks: 'xxx', busy: 0.9, off: 0.1 }, { marks: '...', busy: 0, off: 0 }, { marks: '..x', busy: 0.3, off: 0.7 }, { marks: '.xx', busy: 0.6, off: 0.7 }, { marks: 'xx.', busy: 0.6, off: 0.4 }],
  4: [
    { marks: 'x...', busy: 0.25, off: 0 }, { marks: 'x.x.', busy: 0.5, off: 0 }, { marks: 'x..x', busy: 0.5, off: 0.15 }, { marks: 'xxxx', busy: 1, off: 0.1 }, { marks: 'x.xx', busy: 0.75, off: 0.1 }, { marks: 'xxx.', busy: 0.75, off: 0.15 },
    { marks: '....', busy: 0, off: 0 }, { marks: '..x.', busy: 0.3, off: 0.6 }, { marks: '..xx', busy: 0.5, off: 0.5 }, { marks: '...x', busy: 0.3, off: 0.8 }, { marks: 'xx.x', busy: 0.75, off: 0.6 }, { marks: '.x.x', busy: 0.6, off: 0.9 }, { marks: '.xx.', busy: 0.6, off: 0.9 }, { marks: 'xx..', busy: 0.5, off: 0.5 },
  ],
};

function pickCell({ busy, syncopated }: Style, cells: readonly Cell[], dice: Dice): string {
  const odds = cells.map((cell) => Math.exp(-(((cell.busy - busy) / 0.3) ** 2) / 2 - cell.off * (4 - 3.6 * syncopated)));
  let left = dice.roll() * odds.reduce((sum, value) => sum + value, 0);
  return (cells.find((_, i) => (left -= odds[i]) <= 0) ?? cells[0]).marks;
}

/** Marks of one bar. Beats of six steps are two of three. */
export function composeRhythm(style: Style, dice: Dice): string {
  const size = style.steps === 6 ? 3 : style.steps;
  return Array.from({ length: (style.beatsPerBar * style.steps) / size }, () => pickCell(style, CELLS[size], dice)).join('');
}
