import { latticeHash } from '../scene/noise.js';
import { SAMPLE_RATE } from './tape.js';

/** A sound as a function of the seconds since it began. Voices with memory are asked sample by sample, in order. */
export type Voice = (seconds: number) => number;

export const noteFrequency = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);

/** White noise -1..1, the same each time for a seed. */
export function noise(seed: number): Voice {
  return (seconds) => 2 * latticeHash(Math.round(seconds * SAMPLE_RATE), 0, seed) - 1;
}

/** One-pole low pass whose cutoff may move. */
export function lowPass(voice: Voice, cutoff: (seconds: number) => number): Voice {
  let kept = 0;
  return (seconds) => {
    kept += (1 - Math.exp((-2 * Math.PI * cutoff(seconds)) / SAMPLE_RATE)) * (voice(seconds) - kept);
    return kept;
  };
}

export function highPass(voice: Voice, cutoff: number): Voice {
  const low = lowPass(voice, () => cutoff);
  return (seconds) => voice(seconds) - low(seconds);
}

/** A saw without the harsh edge of the naive one: polyBLEP (Välimäki 2007). */
export function saw(frequency: number, phase = 0): Voice {
  const step = frequency / SAMPLE_RATE;
  return (seconds) => {
    const at = (seconds * frequency + phase) % 1;
    let value = 2 * at - 1;
    if (at < step) value += (1 - at / step) ** 2;
    else if (at > 1 - step) value -= (1 - (1 - at) / step) ** 2;
    return value;
  };
}

export function kick(): Voice {
  return (t) => {
    const phase = 2 * Math.PI * (47 * t + (115 / 32) * (1 - Math.exp(-32 * t)));
    return Math.sin(phase) * Math.exp(-6.5 * t) + 0.5 * Math.exp(-400 * t) * Math.sin(2 * Math.PI * 1800 * t);
  };
}

export function snare(seed: number): Voice {
  const hiss = highPass(noise(seed), 1400);
  return (t) => 0.75 * hiss(t) * Math.exp(-15 * t) + 0.6 * Math.sin(2 * Math.PI * 186 * t) * Math.exp(-24 * t);
}

export function hat(seed: number, decay: number): Voice {
  const hiss = highPass(noise(seed), 7500);
  return (t) => hiss(t) * Math.exp(-decay * t);
}

/** A noise that swells into the first beat. */
export function riser(seconds: number): Voice {
  const hiss = highPass(noise(90), 2500);
  return (t) => hiss(t) * (t / seconds) ** 2.5;
}

export function bass(midi: number, seconds: number): Voice {
  const frequency = noteFrequency(midi);
  const body = lowPass(saw(frequency), (t) => 180 + 1100 * Math.exp(-9 * t));
  const sub = (t: number): number => Math.sin(2 * Math.PI * frequency * t);
  return (t) => (0.75 * body(t) + 0.5 * sub(t)) * Math.min(1, t * 250) * Math.min(1, (seconds - t) * 80);
}

/** A chord of detuned saws that opens slowly. */
export function pad(notes: readonly number[], seconds: number): Voice {
  const voices = notes.flatMap((midi) => [-0.06, 0, 0.07].map((detune, index) => saw(noteFrequency(midi + detune), index * 0.37 + midi * 0.11)));
  const chord = lowPass((t) => voices.reduce((sum, voice) => sum + voice(t), 0) / voices.length, (t) => 700 + 900 * (t / seconds));
  return (t) => chord(t) * Math.min(1, t * 12) * Math.min(1, (seconds - t) * 30);
}

export function pluck(midi: number): Voice {
  const frequency = noteFrequency(midi);
  const tone = lowPass((t) => 0.6 * saw(frequency)(t) + 0.4 * Math.sin(2 * Math.PI * frequency * t), (t) => 600 + 5200 * Math.exp(-14 * t));
  return (t) => tone(t) * Math.exp(-7 * t) * Math.min(1, t * 600);
}
