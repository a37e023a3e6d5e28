import { sampleTiming } from '../sampleTiming.js';
import { addTape, blankTape, pingPong, play, type Tape } from './tape.js';
import { bass, hat, kick, pad, pluck, riser, snare } from './voices.js';

const { firstBeat, beatSeconds, beatsPerBar, beats, seconds } = sampleTiming;
const barSeconds = beatSeconds * beatsPerBar;
const timeOf = (beat: number): number => firstBeat + beat * beatSeconds;

/** A minor, F, C, G: root of the bass, then the chord, as MIDI numbers. */
const chords = [
  { root: 33, notes: [57, 60, 64, 69] },
  { root: 29, notes: [53, 57, 60, 65] },
  { root: 36, notes: [55, 60, 64, 67] },
  { root: 31, notes: [55, 59, 62, 67] },
] as const;

function drums(): Tape {
  const tape = blankTape(seconds);
  play(tape, { start: 0, seconds: firstBeat, gain: 0.25, pan: 0 }, riser(firstBeat));
  for (let beat = 0; beat < beats; beat++) {
    const place = beat % beatsPerBar;
    const start = timeOf(beat);
    play(tape, { start, seconds: 0.45, gain: place === 0 ? 0.95 : 0.72, pan: 0 }, kick());
    if (place % 2 === 1) play(tape, { start, seconds: 0.35, gain: 0.5, pan: 0.05 }, snare(beat));
    play(tape, { start, seconds: 0.12, gain: 0.1, pan: 0.3 }, hat(beat + 40, 55));
    play(tape, { start: start + beatSeconds / 2, seconds: 0.24, gain: 0.19, pan: 0.3 }, hat(beat + 70, 17));
    if (beat % 8 === 0) play(tape, { start, seconds: 2.2, gain: 0.3, pan: -0.25 }, hat(beat + 100, 2.1));
  }
  return tape;
}

function harmony(): Tape {
  const tape = blankTape(seconds);
  for (const [bar, chord] of chords.entries()) {
    const start = timeOf(bar * beatsPerBar);
    play(tape, { start, seconds: barSeconds, gain: 0.42, pan: -0.12 }, pad(chord.notes, barSeconds));
    for (const [eighth, octave] of [0, 0, 12, 0, 0, 12, 0, 12].entries()) {
      play(tape, { start: start + (eighth * beatSeconds) / 2, seconds: 0.23, gain: 0.34, pan: 0 }, bass(chord.root + octave, 0.23));
    }
  }
  return tape;
}

function melody(): Tape {
  const tape = blankTape(seconds);
  const figure = [3, 1, 2, 3, 1, 3, 2, 0];
  for (const [bar, chord] of chords.entries()) {
    for (const [eighth, note] of figure.entries()) {
      play(tape, { start: timeOf(bar * beatsPerBar) + (eighth * beatSeconds) / 2, seconds: 0.6, gain: 0.17, pan: eighth % 2 === 0 ? -0.4 : 0.4 }, pluck(chord.notes[note] + 12));
    }
  }
  pingPong(tape, beatSeconds * 0.75, 0.38);
  return tape;
}

/** The kick ducks the harmony, as a compressor on its bus would. */
function ducking(time: number): number {
  if (time < firstBeat) return 1;
  const sinceBeat = (time - firstBeat) % beatSeconds;
  return 1 - 0.7 * Math.exp(-7 * sinceBeat);
}

/** The whole song, softly limited to -1..1. */
export function arrange(): Tape {
  const mix = drums();
  addTape(mix, harmony(), ducking);
  addTape(mix, melody(), () => 1);
  for (const channel of [mix.left, mix.right]) for (let index = 0; index < channel.length; index++) channel[index] = Math.tanh(1.15 * channel[index]) * 0.92;
  return mix;
}
