import { makeDice, type Dice } from './dice.js';
import { makeInstrument, makeKit, PRACTICE_RATE, type DrumVoice, type Instrument, type Sound } from './instruments.js';
import { composePhrase, type TuneNote } from './melody.js';
import { styles, type Style } from './styles.js';
import { layBeats, type Timing } from './timing.js';

/** A piece of practice music: sound at PRACTICE_RATE and where its beats are, because they were put there. */
export interface PracticeSong {
  readonly style: string;
  readonly samples: Float32Array;
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
  /** Whether anything tells where a bar begins: a metronome without accents does not. */
  readonly hasBars: boolean;
}

interface Studio {
  readonly style: Style;
  readonly dice: Dice;
  readonly timing: Timing;
  readonly mix: Float32Array;
  readonly seconds: number;
  /** Loudness of a stroke by its step in the bar: players lean on the beat, each as much as they like. */
  readonly accentAt: (step: number) => number;
}

const SCALE = [0, 2, 4, 5, 7, 9, 11];
const loudness: Readonly<Record<string, number>> = { x: 1, o: 0.6, ',': 0.3 };
const progressions = [[0, 4, 5, 3], [0, 3, 4, 0], [0, 5, 3, 4], [0, 3, 0, 4], [5, 3, 0, 4], [0, 1, 4, 0], [0, 4, 0, 4], [0, 0, 3, 4], [0, 0, 0, 4]];

const pitchOf = (key: number, degree: number): number => key + 12 * Math.floor(degree / 7) + SCALE[((degree % 7) + 7) % 7];

function place(studio: Studio, sound: Sound, time: number, gain: number): void {
  const first = Math.round((time + (studio.style.loose ?? 0) * studio.dice.bell()) * PRACTICE_RATE);
  const start = Math.max(0, -first);
  const end = Math.min(sound.length, studio.mix.length - first);
  for (let n = start; n < end; n++) studio.mix[first + n] += gain * sound[n];
}

/**
 * A line as a player makes it his own: on eighths (or the steps of a beat in three) some rests are filled and some strokes
 * left out, the same way in each half of the bar where it has halves. Half of the songs keep their lines as written.
 */
export function varyLine(line: string, style: Style, strokes: string, dice: Dice): string {
  if (dice.chance(0.65)) return line;
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
const settle = (line: string, dice: Dice): string => [...line].map((mark) => (mark === '?' ? (dice.chance(0.5) ? 'x' : '.') : mark)).join('');

function playDrumBar(studio: Studio, kit: Readonly<Record<DrumVoice, Sound>>, bar: { readonly first: number; readonly lines: readonly (readonly [DrumVoice, string])[]; readonly gain: number }): void {
  for (const [voice, line] of bar.lines) {
    [...line].forEach((mark, step) => {
      if (loudness[mark] === undefined) return;
      const level = voice === 'kick' || voice === 'snare' || voice === 'tom' ? 0.9 : 0.4;
      place(studio, kit[voice], studio.timing.stepTime(bar.first + step), bar.gain * level * loudness[mark] * studio.dice.between(0.85, 1.1));
    });
  }
}

/** Kicks move about most, unless they are on every beat; the snare holds the back-beat. */
function varyDrum(voice: DrumVoice, line: string, style: Style, dice: Dice): string {
  const onEveryBeat = [...line].every((mark, step) => step % style.steps > 0 || mark === 'x');
  if (voice === 'kick' && onEveryBeat) return line;
  return voice === 'kick' || (voice !== 'snare' && dice.chance(0.3)) ? varyLine(line, style, 'xo', dice) : line;
}

/** The drummer: a groove, another one in some sections, a fill and a crash where a section turns. */
function playDrums(studio: Studio, bars: number): void {
  const { style, dice } = studio;
  if (style.drums.length === 0) return;
  const kit = makeKit(dice);
  const settled = (): (readonly [DrumVoice, string])[] => (Object.entries(dice.pick(style.drums)) as [DrumVoice, string][]).map(([voice, line]) => [voice, varyDrum(voice, settle(line, dice), style, dice)] as const);
  const grooves = [settled(), settled()];
  const gain = dice.between(0.5, 1.1);
  const silent = dice.chance(0.15) ? dice.pick([0, 1]) : -1;
  const steps = style.beatsPerBar * style.steps;
  for (let bar = 0; bar < bars; bar++) {
    const section = Math.floor(bar / 8);
    if (section === silent) continue;
    const first = bar * steps;
    playDrumBar(studio, kit, { first, lines: grooves[section % 2], gain });
    if (bar % 8 === 0 && dice.chance(0.5)) place(studio, kit.crash, studio.timing.stepTime(first), 0.3 * gain);
    if (bar % 4 !== 3 || !dice.chance(0.35)) continue;
    for (let step = steps - style.steps * dice.pick([1, 2]); step < steps; step++) place(studio, dice.pick([kit.tom, kit.snare]), studio.timing.stepTime(first + Math.max(0, step)), 0.6 * gain);
  }
}

interface Chord {
  /** Scale degree of the root. */
  readonly root: number;
}

function stepSeconds(studio: Studio, step: number, steps: number): number {
  return studio.timing.stepTime(step + steps) - studio.timing.stepTime(step);
}

function stepsToNext(line: string, step: number): number {
  let next = step + 1;
  while (next < line.length && line[next] === '.') next++;
  return next - step;
}

function playBassBar(studio: Studio, player: Instrument, bar: { readonly first: number; readonly line: string; readonly chordAt: (step: number) => Chord; readonly key: number; readonly gain: number }): void {
  [...bar.line].forEach((mark, step) => {
    if (mark === '.') return;
    const { root } = bar.chordAt(bar.first + step);
    const degree = root + ({ r: 0, '5': 4, '8': 7 }[mark] ?? studio.dice.pick([0, 2, 4, 5, 7]));
    const seconds = Math.min(1.2, stepSeconds(studio, bar.first + step, stepsToNext(bar.line, step)) * 0.9);
    const accent = studio.accentAt(step) * studio.dice.between(0.85, 1);
    place(studio, player({ pitch: pitchOf(bar.key - 24, degree), seconds }), studio.timing.stepTime(bar.first + step), bar.gain * accent);
  });
}

function playCompBar(studio: Studio, player: Instrument, bar: { readonly first: number; readonly line: string; readonly chordAt: (step: number) => Chord; readonly key: number; readonly gain: number }): void {
  let broken = 0;
  [...bar.line].forEach((mark, step) => {
    if (mark === '.') return;
    const { root } = bar.chordAt(bar.first + step);
    const degrees = mark === 'a' ? [[0, 2, 4, 7][broken++ % 4]] : studio.dice.chance(0.25) ? [0, 2, 4, studio.dice.pick([1, 5, 6])] : [0, 2, 4];
    const seconds = Math.min(2, stepSeconds(studio, bar.first + step, stepsToNext(bar.line, step)) * (mark === 'a' ? 1 : 0.7));
    const level = (loudness[mark] ?? 0.9) * studio.accentAt(step) * studio.dice.between(0.85, 1);
    for (const degree of degrees) place(studio, player({ pitch: pitchOf(bar.key, (root % 7) + degree), seconds }), studio.timing.stepTime(bar.first + step), (bar.gain * level) / Math.sqrt(degrees.length));
  });
}

function playTuneBar(studio: Studio, player: Instrument, bar: { readonly first: number; readonly notes: readonly TuneNote[]; readonly chordAt: (step: number) => Chord; readonly key: number; readonly gain: number }): void {
  for (const { step, steps, degree } of bar.notes) {
    const seconds = Math.min(2, stepSeconds(studio, bar.first + step, steps) * 0.85);
    place(studio, player({ pitch: pitchOf(bar.key + 12, bar.chordAt(bar.first + step).root + degree), seconds }), studio.timing.stepTime(bar.first + step), bar.gain * studio.accentAt(step) * studio.dice.between(0.85, 1));
  }
}

/** Harmony of a song: a progression whose changes may come an eighth early, as pushed chords do. */
function harmonyOf({ style, dice }: Studio): (step: number) => Chord {
  const progression = dice.pick(progressions);
  const chordSteps = Math.max(1, Math.round(dice.pick(style.chordBars) * style.beatsPerBar * style.steps));
  const push = dice.chance(0.15 + 0.3 * style.syncopated) && style.steps % 2 === 0 ? style.steps / 2 : 0;
  return (step) => ({ root: progression[Math.floor((step + push) / chordSteps) % progression.length] });
}

/** Bass, one to three accompanists and a tune; lines may change with the section, the tune may rest. */
function playPitched(studio: Studio, bars: number): void {
  const { style, dice } = studio;
  const key = Math.floor(dice.between(53, 64));
  const [bassist, singer] = [makeInstrument(dice.pick(style.bassists), dice), makeInstrument(dice.pick(style.singers), dice)];
  const layers = Array.from({ length: dice.pick([1, 2, 2, 3]) }, () => ({ player: makeInstrument(dice.pick(style.compers), dice), gain: dice.between(0.15, 0.5), octave: dice.pick([-12, 0, 0, 12]) }));
  const [bassGain, tuneGain] = [dice.between(0.35, 0.9), dice.between(0.2, 0.7)];
  const steps = style.beatsPerBar * style.steps;
  const chordAt = harmonyOf(studio);
  const bassLine = (): string => varyLine(dice.pick(style.bass), style, 'rr58', dice);
  const onBeat = style.comp.filter((line) => line[0] !== '.');
  // Off-beat chords alone are an effect; where there are several players, the first plays on the beat.
  const compLines = (): string[] => layers.map((_, layer) => varyLine(dice.pick(layer === 0 && layers.length > 1 && onBeat.length > 0 ? onBeat : style.comp), style, 'xoo', dice));
  let [bass, comps, phrase, sings] = [bassLine(), compLines(), composePhrase(style, dice), true];
  for (let bar = 0; bar < bars; bar++) {
    if (bar % 8 === 0 && bar > 0) [bass, comps, phrase, sings] = [dice.chance(0.6) ? bass : bassLine(), dice.chance(0.6) ? comps : compLines(), composePhrase(style, dice), dice.chance(0.8)];
    const common = { first: bar * steps, chordAt, key };
    playBassBar(studio, bassist, { ...common, line: bass, gain: bassGain });
    layers.forEach(({ player, gain, octave }, layer) => playCompBar(studio, player, { ...common, key: key + octave, line: comps[layer], gain }));
    if (sings) playTuneBar(studio, singer, { ...common, notes: phrase[bar % 4], gain: tuneGain });
  }
}

/** Loudness by the step: the bar line, the beats, the halves of beats, the rest. */
function accents(style: Style, dice: Dice): (step: number) => number {
  const depth = dice.between(0.1, 0.5);
  const levels = [1, 1 - 0.25 * depth, 1 - 0.7 * depth, 1 - depth];
  return (step) => levels[step === 0 ? 0 : step % style.steps === 0 ? 1 : (2 * step) % style.steps === 0 ? 2 : 3];
}

/** A little room and a limiter, as every recording has. */
function finish(mix: Float32Array, dice: Dice): Float32Array {
  const [late, part] = [Math.round(dice.between(0.03, 0.09) * PRACTICE_RATE), dice.between(0, 0.35)];
  for (let n = late; n < mix.length; n++) mix[n] += part * mix[n - late] * 0.8;
  const drive = dice.between(0.5, 1.6);
  const floor = dice.between(0, 0.0005);
  return mix.map((value) => 0.8 * Math.tanh(drive * value) + floor * (2 * dice.roll() - 1));
}

/** Song number `seed` (1 up) of `seconds`: the styles take turns, all else is drawn. */
export function playPracticeSong(seed: number, seconds: number): PracticeSong {
  const style = styles[seed % styles.length];
  const dice = makeDice(seed);
  const timing = layBeats(style, seconds, dice);
  const studio: Studio = { style, dice, timing, accentAt: accents(style, dice), mix: new Float32Array(Math.round(seconds * PRACTICE_RATE)), seconds };
  const bars = Math.floor((timing.beats.length - 1) / style.beatsPerBar);
  playDrums(studio, bars);
  playPitched(studio, bars);
  const heard = (time: number): boolean => time >= 0 && time < seconds;
  return {
    style: style.name,
    samples: finish(studio.mix, dice),
    beats: timing.beats.filter(heard),
    hasBars: style.steps > 1,
    downbeats: timing.beats.filter((_, i) => i % style.beatsPerBar === 0).filter(heard),
  };
}
