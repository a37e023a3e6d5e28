import type { Dice } from './dice.js';
import type { DrumVoice, InstrumentName } from './instruments.js';
import type { ScoreNote, ScorePart, ScoreStroke } from './score.js';
import type { Style } from './styles/style.js';
import type { Timing } from './timing.js';

/** What the composers of one song share: its style, its luck, its time, and the sheet they write on. */
export interface Writer {
  readonly style: Style;
  readonly dice: Dice;
  readonly timing: Timing;
  readonly bars: number;
  readonly stepsPerBar: number;
  /** Loudness of a note by its step in the bar: players lean on the beat, each as much as they like. */
  readonly accentAt: (step: number) => number;
  readonly parts: ScorePart[];
  readonly notes: ScoreNote[];
  readonly strokes: ScoreStroke[];
}

/** Loudness by the step: the bar line, the beats, the halves of beats, the rest. */
function accents(style: Style, dice: Dice): (step: number) => number {
  const depth = dice.between(0.1, 0.6);
  const levels = [1, 1 - 0.25 * depth, 1 - 0.7 * depth, 1 - depth];
  return (step) => levels[step === 0 ? 0 : step % style.steps === 0 ? 1 : (2 * step) % style.steps === 0 ? 2 : 3];
}

export function makeWriter(style: Style, dice: Dice, timing: Timing): Writer {
  const bars = Math.floor((timing.beats.length - 1) / style.beatsPerBar);
  return { style, dice, timing, bars, stepsPerBar: style.beatsPerBar * style.steps, accentAt: accents(style, dice), parts: [], notes: [], strokes: [] };
}

/** Seats a player and returns his number. */
export function seat(writer: Writer, instrument: InstrumentName, gain: number): number {
  return writer.parts.push({ instrument, gain }) - 1;
}

const late = ({ style, dice }: Writer): number => (style.loose ?? 0) * dice.bell();

/** Seconds that `steps` steps from `step` on last. */
export const lasting = ({ timing }: Writer, step: number, steps: number): number => timing.stepTime(step + steps) - timing.stepTime(step);

/** Writes a note at a step of the song. `delay` in seconds. */
export function writeNote(writer: Writer, step: number, note: Omit<ScoreNote, 'time'> & { readonly delay?: number }): void {
  const { delay = 0, ...rest } = note;
  writer.notes.push({ ...rest, time: writer.timing.stepTime(step) + delay + late(writer) });
}

export function writeStroke(writer: Writer, step: number, voice: DrumVoice, accent: number): void {
  writer.strokes.push({ voice, accent, time: writer.timing.stepTime(step) + late(writer) });
}
