import type { SectionPlan } from './arrangement.js';
import { chooseScale, composeHarmony, type Harmony } from './harmony.js';
import { markLoudness, stepsToNext, varyLine } from './lines.js';
import { composePhrase, type TuneNote } from './melody.js';
import { lasting, seat, writeNote, type Writer } from './writer.js';

interface Song {
  readonly key: number;
  readonly harmony: Harmony;
  readonly pitchOf: (key: number, degree: number) => number;
}

function playBassBar(writer: Writer, song: Song, part: number, bar: { readonly first: number; readonly line: string }): void {
  [...bar.line].forEach((mark, step) => {
    if (mark === '.') return;
    const root = song.harmony(bar.first + step);
    const degree = root + ({ r: 0, '5': 4, '8': 7 }[mark] ?? writer.dice.pick([0, 2, 4, 5, 7]));
    const seconds = Math.min(1.6, lasting(writer, bar.first + step, stepsToNext(bar.line, step)) * 0.9);
    writeNote(writer, bar.first + step, { part, seconds, pitch: song.pitchOf(song.key - 24, degree), accent: writer.accentAt(step) * writer.dice.between(0.85, 1) });
  });
}

/** Chords, broken or struck; `spread` seconds between the notes of a struck one, as on a guitar. */
function playCompBar(writer: Writer, song: Song, part: number, bar: { readonly first: number; readonly line: string; readonly octave: number; readonly spread: number; readonly order: readonly number[] }): void {
  let broken = 0;
  [...bar.line].forEach((mark, step) => {
    if (mark === '.') return;
    const root = song.harmony(bar.first + step) % 7;
    const degrees = mark === 'a' ? [bar.order[broken++ % bar.order.length]] : writer.dice.chance(0.25) ? [0, 2, 4, writer.dice.pick([1, 5, 6])] : [0, 2, 4];
    const seconds = Math.min(4, lasting(writer, bar.first + step, stepsToNext(bar.line, step)) * (mark === 'a' ? 1 : 0.75));
    const accent = ((markLoudness[mark] ?? 0.9) * writer.accentAt(step) * writer.dice.between(0.85, 1)) / Math.sqrt(degrees.length);
    degrees.forEach((degree, n) => writeNote(writer, bar.first + step, { part, seconds, accent, delay: n * bar.spread, pitch: song.pitchOf(song.key + bar.octave, root + degree) }));
  });
}

function playTuneBar(writer: Writer, song: Song, part: number, bar: { readonly first: number; readonly notes: readonly TuneNote[]; readonly doubled: boolean }): void {
  for (const { step, steps, degree } of bar.notes) {
    const seconds = Math.min(4, lasting(writer, bar.first + step, steps) * 0.85);
    const common = { part, seconds, accent: writer.accentAt(step) * writer.dice.between(0.8, 1) };
    const place = song.harmony(bar.first + step) + degree;
    writeNote(writer, bar.first + step, { ...common, pitch: song.pitchOf(song.key + 12, place) });
    if (bar.doubled) writeNote(writer, bar.first + step, { ...common, pitch: song.pitchOf(song.key + 12, place - 2) });
  }
}

/** Orders in which the notes of a broken chord follow each other, scale degrees above the root. */
const ORDERS = [[0, 2, 4, 7], [0, 4, 2, 4], [0, 2, 4], [0, 4, 7, 9, 7, 4], [7, 4, 2, 0], [0, 7, 4, 7], [0, 2, 4, 7, 4, 2]];

interface Accompanist {
  readonly part: number;
  readonly octave: number;
  readonly spread: number;
  readonly order: readonly number[];
}

export interface Ensemble {
  readonly song: Song;
  readonly bass: number;
  readonly tune: number;
  readonly doubled: boolean;
  readonly accompanists: readonly Accompanist[];
}

/** Seats a bass, one to three accompanists and a singer. */
export function seatPlayers(writer: Writer): Ensemble {
  const { style, dice } = writer;
  const song = { key: Math.floor(dice.between(53, 65)), harmony: composeHarmony(style, dice), pitchOf: chooseScale(dice) };
  const bass = seat(writer, dice.pick(style.bassists), dice.between(0.35, 0.9));
  const tune = seat(writer, dice.pick(style.singers), dice.between(0.2, 0.7));
  const accompanists = Array.from({ length: dice.pick([1, 2, 2, 3]) }, () => ({
    part: seat(writer, dice.pick(style.compers), dice.between(0.15, 0.5)),
    octave: dice.pick([-12, 0, 0, 12]),
    spread: dice.chance(0.3) ? dice.between(0.003, 0.015) : 0,
    order: dice.pick(ORDERS),
  }));
  return { song, bass, tune, accompanists, doubled: dice.chance(0.2) };
}

interface Lines {
  readonly bass: string;
  readonly comps: readonly string[];
  readonly phrase: readonly (readonly TuneNote[])[];
}

/** Off-beat chords alone are an effect; where there are several players, the first plays on the beat. */
function writeLines({ style, dice }: Writer, { accompanists }: Ensemble): Lines {
  const onBeat = style.comp.filter((line) => line[0] !== '.');
  const comps = accompanists.map((_, n) => varyLine(dice.pick(n === 0 && accompanists.length > 1 && onBeat.length > 0 ? onBeat : style.comp), style, 'xoo', dice));
  return { bass: varyLine(dice.pick(style.bass), style, 'rr58', dice), comps, phrase: composePhrase(style, dice) };
}

/** Bass, accompaniment and tune of a song; verse and chorus differ in their lines. */
export function playPitched(writer: Writer, ensemble: Ensemble, sections: readonly SectionPlan[]): void {
  const { dice, stepsPerBar } = writer;
  const verse = writeLines(writer, ensemble);
  const chorus = { ...writeLines(writer, ensemble), ...(dice.chance(0.5) ? { bass: verse.bass } : {}), ...(dice.chance(0.5) ? { comps: verse.comps } : {}) };
  for (const { from, to, bass, accompanists, tune, variant } of sections) {
    const lines = [verse, chorus][variant];
    for (let bar = from; bar < to; bar++) {
      const first = bar * stepsPerBar;
      if (bass) playBassBar(writer, ensemble.song, ensemble.bass, { first, line: lines.bass });
      ensemble.accompanists.slice(0, accompanists).forEach(({ part, ...manner }, n) => playCompBar(writer, ensemble.song, part, { first, line: lines.comps[n], ...manner }));
      if (tune) playTuneBar(writer, ensemble.song, ensemble.tune, { first, notes: lines.phrase[bar % 4], doubled: ensemble.doubled });
    }
  }
}
