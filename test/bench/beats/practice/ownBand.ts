import type { Dice } from './dice.js';
import { makeInstrument, makeKit, PRACTICE_RATE, type Sound } from './instruments.js';
import type { Score } from './score.js';

function add(mix: Float32Array, sound: Sound, time: number, gain: number): void {
  const first = Math.round(time * PRACTICE_RATE);
  const end = Math.min(sound.length, mix.length - first);
  for (let n = Math.max(0, -first); n < end; n++) mix[first + n] += gain * sound[n];
}

/** A little room and a limiter, as every recording has. */
function finish(mix: Float32Array, dice: Dice): Float32Array {
  const [late, part] = [Math.round(dice.between(0.03, 0.09) * PRACTICE_RATE), dice.between(0, 0.35)];
  for (let n = late; n < mix.length; n++) mix[n] += part * mix[n - late] * 0.8;
  const drive = dice.between(0.5, 1.6);
  const floor = dice.between(0, 0.0005);
  return mix.map((value) => 0.8 * Math.tanh(drive * value) + floor * (2 * dice.roll() - 1));
}

/** Plays a score on synthesisers and drums of our own: float32 mono at PRACTICE_RATE. */
export function playOnOwnBand({ seconds, parts, notes, strokes, drumGain }: Score, dice: Dice): Float32Array {
  const mix = new Float32Array(Math.round(seconds * PRACTICE_RATE));
  const kit = makeKit(dice);
  const players = parts.map(({ instrument }) => makeInstrument(instrument, dice));
  for (const { voice, time, accent } of strokes) add(mix, kit[voice], time, drumGain * accent);
  for (const { part, time, accent, ...note } of notes) add(mix, players[part](note), time, parts[part].gain * accent);
  return finish(mix, dice);
}
