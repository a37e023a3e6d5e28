import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { list, number, parseJsonWith, record, text, boolean } from '#core/parsing/parser';

/** One piece of the evaluation set with its annotation. */
export interface Piece {
  readonly name: string;
  readonly style: string;
  readonly kind: string;
  readonly audio: string;
  readonly seconds: number;
  readonly beats: readonly number[];
  /** Empty where the place in the bar is not known. */
  readonly downbeats: readonly number[];
}

const manifest = record({
  pieces: list(record({ name: text(), style: text(), kind: text(), seconds: number(), downbeats_known: boolean })),
});

/** Lines of `seconds TAB number in the bar`. */
export function readBeatsFile(path: string): { readonly time: number; readonly position: number }[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [time, position] = line.split('\t').map(Number);
    return { time, position };
  });
}

/** The pieces of a folder with MANIFEST.json, NAME.ogg and NAME.beats. */
export function readPieces(folder: string): Piece[] {
  const parsed = parseJsonWith(manifest, readFileSync(join(folder, 'MANIFEST.json'), 'utf8'), 'MANIFEST.json');
  if (!parsed.ok) throw new Error(parsed.failure.detail);
  return parsed.value.pieces.map(({ name, style, kind, seconds, downbeats_known }) => {
    const beats = readBeatsFile(join(folder, `${name}.beats`));
    return {
      name,
      style,
      kind,
      seconds,
      audio: join(folder, `${name}.ogg`),
      beats: beats.map(({ time }) => time),
      downbeats: downbeats_known ? beats.filter(({ position }) => position === 1).map(({ time }) => time) : [],
    };
  });
}
