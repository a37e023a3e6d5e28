import { meanOf, type PieceScore } from './scores.js';

const columns: readonly (readonly [string, (scores: readonly PieceScore[]) => number | undefined])[] = [
  ['F', (all) => meanOf(all.map(({ f }) => f))],
  ['F25', (all) => meanOf(all.map(({ f25 }) => f25))],
  ['CMLt', (all) => meanOf(all.map(({ cmlt }) => cmlt))],
  ['AMLt', (all) => meanOf(all.map(({ amlt }) => amlt))],
  ['Cemgil', (all) => meanOf(all.map((score) => score.cemgil))],
  ['downF', (all) => meanOf(all.map(({ downbeatF }) => downbeatF))],
  ['octave', (all) => meanOf(all.map(({ octaveRight }) => (octaveRight ? 1 : 0)))],
  ['ms', (all) => meanOf(all.map(({ offset }) => offset))],
];

/** Header of a table of scores. */
export function scoreHeader(title: string): string {
  return title.padEnd(34) + columns.map(([name]) => name.padStart(8)).join('');
}

/** One line: means over the pieces; a dash where nothing is known. */
export function scoreLine(title: string, scores: readonly PieceScore[]): string {
  const cells = columns.map(([name, read]) => {
    const value = read(scores);
    return (value === undefined ? '-' : value.toFixed(name === 'ms' ? 1 : 3)).padStart(8);
  });
  return title.slice(0, 33).padEnd(34) + cells.join('');
}
