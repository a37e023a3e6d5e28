import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { projectRoot } from '#helper/media/projectRoot';
import { listenToPractice, type HeardSong } from './listen.js';

/** Thirteen songs of each style. */
export const SONGS = 871;
const SECONDS = 30;

/** Where heard songs are kept between runs, 80 kB each. To be deleted after a change to the practice music or to the front end. */
const songsFolder = (): string => join(projectRoot(), '.bench', 'practice');
const pathOf = (seed: number): string => join(songsFolder(), `${seed}.bin`);

/** Keeps a song whole or not at all: a listener may be stopped at any time. */
export function keepSong(seed: number, song: HeardSong): void {
  mkdirSync(songsFolder(), { recursive: true });
  const unfinished = `${pathOf(seed)}.${process.pid}`;
  writeFileSync(unfinished, serialize(song));
  renameSync(unfinished, pathOf(seed));
}

/** Every `parts`-th song from `part` on (from 0): plays and keeps those that have not been heard yet. */
export function listenToPart(part: number, parts: number): void {
  for (let seed = part + 1; seed <= SONGS; seed += parts) if (!existsSync(pathOf(seed))) keepSong(seed, listenToPractice(seed, SECONDS));
}

/** A song that has been heard. */
export const keptSong = (seed: number): HeardSong => deserialize(readFileSync(pathOf(seed))) as HeardSong;
