import type { SectionPlan } from './arrangement.js';
import type { DrumVoice } from './instruments.js';
import { markLoudness, settle, varyLine } from './lines.js';
import { writeStroke, type Writer } from './writer.js';

type Groove = readonly (readonly [DrumVoice, string])[];

const DRUMS: readonly DrumVoice[] = ['kick', 'snare', 'tom', 'clap'];
const CYMBALS_ONLY: readonly DrumVoice[] = ['hat', 'ride', 'shaker', 'tambourine', 'stick', 'conga'];

/** Kicks move about most, unless they are on every beat; the snare holds the back-beat. */
function varyDrum(voice: DrumVoice, line: string, { style, dice }: Writer): string {
  const onEveryBeat = [...line].every((mark, step) => step % style.steps > 0 || mark === 'x');
  if (voice === 'kick' && onEveryBeat) return line;
  return voice === 'kick' || (voice !== 'snare' && dice.chance(0.3)) ? varyLine(line, style, 'xo', dice) : line;
}

/** A percussionist beside the drummer: eighths or sixteenths with the beat or the off-beat stressed, or a clap with the snare. */
function percussion({ style, dice, stepsPerBar }: Writer, groove: Groove): Groove {
  if (style.drums.length === 0 || !dice.chance(0.25)) return [];
  const voice = dice.pick(['shaker', 'tambourine', 'clap', 'cowbell'] as const);
  const snare = groove.find(([name]) => name === 'snare')?.[1];
  if (voice === 'clap') return snare ? [['clap', snare.replaceAll(',', '.')]] : [];
  if (voice === 'cowbell') return [['cowbell', Array.from({ length: stepsPerBar }, (_, step) => (step % style.steps === 0 ? 'x' : '.')).join('')]];
  const every = style.steps % 2 === 0 ? dice.pick([1, style.steps / 2]) : 1;
  const stressed = dice.chance(0.5) || style.steps % 2 === 1 ? 0 : style.steps / 2;
  return [[voice, Array.from({ length: stepsPerBar }, (_, step) => (step % every > 0 ? '.' : step % style.steps === stressed ? 'x' : 'o')).join('')]];
}

function playBar(writer: Writer, bar: number, groove: Groove): void {
  for (const [voice, line] of groove) {
    const level = DRUMS.includes(voice) ? 0.9 : 0.4;
    [...line].forEach((mark, step) => {
      if (markLoudness[mark] !== undefined) writeStroke(writer, bar * writer.stepsPerBar + step, voice, level * markLoudness[mark] * writer.dice.between(0.85, 1.1));
    });
  }
}

/** A run into the next bar: on all steps or on their halves, on snare or falling over the toms. */
function playFill(writer: Writer, bar: number): void {
  const { dice, style, stepsPerBar } = writer;
  const length = style.steps * dice.pick([1, 1, 2]);
  const every = style.steps % 2 === 0 ? dice.pick([1, style.steps / 2]) : 1;
  for (let step = Math.max(0, stepsPerBar - length); step < stepsPerBar; step += every) {
    if (dice.chance(0.85)) writeStroke(writer, bar * stepsPerBar + step, dice.pick(['tom', 'snare'] as const), dice.between(0.45, 0.8));
  }
}

/** The drummer of a song: a groove, another one in some sections, fills, and a crash where a section begins. */
export function playDrums(writer: Writer, sections: readonly SectionPlan[]): void {
  const { style, dice } = writer;
  if (style.drums.length === 0) return;
  const groove = (): Groove => (Object.entries(dice.pick(style.drums)) as [DrumVoice, string][]).map(([voice, line]) => [voice, varyDrum(voice, settle(line, dice), writer)] as const);
  const first = groove();
  const grooves = [first, dice.chance(0.5) ? first : groove()].map((lines) => [...lines, ...percussion(writer, lines)]);
  const [fillsUp, crashes, varies] = [dice.between(0, 0.5), dice.chance(0.6), dice.between(0, 0.2)];
  for (const { from, to, drums, variant } of sections) {
    for (let bar = from; bar < to && drums !== 'none'; bar++) {
      const lines = grooves[variant].filter(([voice]) => drums === 'full' || CYMBALS_ONLY.includes(voice));
      playBar(writer, bar, lines.map(([voice, line]) => [voice, voice === 'kick' && dice.chance(varies) ? varyDrum(voice, line, writer) : line] as const));
      if (bar === from && crashes && drums === 'full') writeStroke(writer, bar * writer.stepsPerBar, 'crash', 0.5);
      if ((bar === to - 1 || bar % 4 === 3) && drums === 'full' && dice.chance(fillsUp)) playFill(writer, bar);
    }
  }
}
