import type { Dice } from './dice.js';
import type { Style } from './styles/style.js';

/**
 * A line as a player makes it his own: on eighths (or the steps of a beat in three) some rests are filled and some strokes
 * left out, the same way in each half of the bar where it has halves. More than half of the lines stay as written.
 */
export function varyLine(line: string, style: Style, strokes: string, dice: Dice): string {
  if (dice.chance(0.6)) return line;
  const grid = style.steps % 2 === 0 ? style.steps / 2 : 1;
  const [fill, rest] = [dice.between(0, 0.3), dice.between(0, 0.1)];
  const period = style.beatsPerBar % 2 === 0 ? line.length / 2 : line.length;
  const plan = Array.from({ length: period }, () => ({ fills: dice.chance(fill), rests: dice.chance(rest), stroke: dice.pick([...strokes]) }));
  return [...line]
    .map((mark, step) => {
      const { fills, rests, stroke } = plan[step % period];
      if (mark === '.') return step % grid === 0 && fills ? stroke : mark;
      return step % style.steps > 0 && rests ? '.' : mark;
    })
    .join('');
}

/** Each `?` of a line becomes a stroke or a rest, once for the song. */
export const settle = (line: string, dice: Dice): string => [...line].map((mark) => (mark === '?' ? (dice.chance(0.5) ? 'x' : '.') : mark)).join('');

/** Steps until the line's next mark, at most to its end. */
export function stepsToNext(line: string, step: number): number {
  let next = step + 1;
  while (next < line.length && line[next] === '.') next++;
  return next - step;
}

/** Loudness of the marks of a line. */
export const markLoudness: Readonly<Record<string, number>> = { x: 1, o: 0.6, ',': 0.3 };
