import type { Dice } from './dice.js';

/** Sound of one note from its attack on, mono, about -1..1. */
export type Sound = Float32Array;

export interface Note {
  /** MIDI number. */
  readonly pitch: number;
  /** Time until it is let go, seconds. */
  readonly seconds: number;
}

/** Makes the sound of a note; drums pay no heed to pitch. */
export type Instrument = (note: Note) => Sound;

export const PRACTICE_RATE = 24000;

const hertz = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);

function render(seconds: number, sample: (t: number, n: number) => number): Sound {
  return Float32Array.from({ length: Math.round(seconds * PRACTICE_RATE) }, (_, n) => sample(n / PRACTICE_RATE, n));
}

interface Partials {
  readonly amplitudes: readonly number[];
  readonly attack: number;
  /** Decay time of the first partial, seconds; higher ones die sooner by `damping` a partial. Infinity sustains. */
  readonly decay: number;
  readonly damping: number;
  readonly release: number;
  /** Detuning of a second voice, as a part of the frequency; 0 = none. */
  readonly chorus: number;
}

/** Adds a dying sine by turning a point in the plane: one sine a note and not one a sample. */
function addPartial(samples: Sound, partial: { readonly amplitude: number; readonly frequency: number; readonly decay: number }): void {
  const angle = (2 * Math.PI * partial.frequency) / PRACTICE_RATE;
  const shrink = Math.exp(-1 / (partial.decay * PRACTICE_RATE));
  const [turnX, turnY] = [shrink * Math.cos(angle), shrink * Math.sin(angle)];
  let [x, y] = [partial.amplitude, 0];
  for (let n = 0; n < samples.length; n++) {
    samples[n] += y;
    const next = x * turnX - y * turnY;
    y = x * turnY + y * turnX;
    x = next;
  }
}

/** A tone as a sum of partials below 10 kHz; what wavers has each partial twice, a little apart, which beats like several players. */
function tone(look: Partials): Instrument {
  return ({ pitch, seconds }) => {
    const base = hertz(pitch);
    const samples = new Float32Array(Math.round((seconds + 4 * look.release) * PRACTICE_RATE));
    look.amplitudes.forEach((amplitude, k) => {
      const frequency = base * (k + 1);
      if (frequency > 10000 || amplitude === 0) return;
      const decay = Math.min(1000, look.decay / (1 + look.damping * k));
      addPartial(samples, { amplitude, frequency, decay });
      if (look.chorus > 0) addPartial(samples, { amplitude: 0.6 * amplitude, frequency: frequency * (1 + look.chorus), decay });
    });
    const [attack, end, fade] = [look.attack * PRACTICE_RATE, seconds * PRACTICE_RATE, Math.exp(-1 / (look.release * PRACTICE_RATE))];
    let level = 0.4;
    for (let n = 0; n < samples.length; n++) {
      if (n > end) level *= fade;
      samples[n] *= level * Math.min(1, n / attack);
    }
    return samples;
  };
}

const overtones = (count: number, tilt: number, even: number): number[] => Array.from({ length: count }, (_, k) => (k % 2 === 1 ? even : 1) / (k + 1) ** tilt);

/** A plucked string after Karplus and Strong (1983), driven through a soft clipper when `drive` is above 0. */
function string(brightness: number, ring: number, drive: number, noise: () => number): Instrument {
  return ({ pitch, seconds }) => {
    const length = Math.max(2, Math.round(PRACTICE_RATE / hertz(pitch)));
    const line = Float32Array.from({ length }, () => noise());
    let last = 0;
    return render(seconds + 0.12, (t, n) => {
      const place = n % length;
      const value = line[place];
      line[place] = (t > seconds ? 0.8 : ring) * (brightness * value + (1 - brightness) * last);
      last = value;
      return drive > 0 ? 0.5 * Math.tanh(drive * value) : 0.9 * value;
    });
  };
}

const fades = (t: number, seconds: number): number => Math.exp(-t / seconds);

/** Noise above a corner: the difference of neighbours, `steepness` times. */
function noiseBurst(seconds: number, decay: number, steepness: number, noise: () => number): Sound {
  let samples = render(seconds, (t) => noise() * fades(t, decay));
  for (let i = 0; i < steepness; i++) samples = samples.map((value, n, all) => (value - (n > 0 ? all[n - 1] : 0)) * 0.7);
  return samples;
}

/** Drums of one kit; each draw of the dice gives another kit. */
export function makeKit(dice: Dice): Readonly<Record<DrumVoice, Sound>> {
  const noise = (): number => 2 * dice.roll() - 1;
  const [low, drop, thud] = [dice.between(42, 62), dice.between(2, 6), dice.between(0.06, 0.16)];
  const [body, rattle] = [dice.between(160, 240), dice.between(0.05, 0.12)];
  const click = dice.between(0, 0.4);
  const snareNoise = noiseBurst(0.3, rattle, dice.chance(0.5) ? 1 : 0, noise);
  return {
    kick: render(0.35, (t) => 0.9 * fades(t, thud) * Math.sin(2 * Math.PI * (low * t + drop * (1 - fades(t, 0.025)))) + click * noise() * fades(t, 0.004)),
    snare: render(0.3, (t, n) => 0.6 * snareNoise[n] + 0.35 * fades(t, 0.06) * Math.sin(2 * Math.PI * body * t)),
    hat: noiseBurst(0.12, dice.between(0.012, 0.035), 2, noise),
    open: noiseBurst(0.5, dice.between(0.1, 0.25), 2, noise),
    ride: noiseBurst(0.7, dice.between(0.12, 0.3), 2, noise).map((value, n) => 0.6 * value + 0.12 * fades(n / PRACTICE_RATE, 0.2) * Math.sin((2 * Math.PI * 4300 * n) / PRACTICE_RATE)),
    crash: noiseBurst(1.6, 0.5, 1, noise),
    tom: render(0.4, (t) => 0.8 * fades(t, 0.12) * Math.sin(2 * Math.PI * (95 * t + 2 * (1 - fades(t, 0.04))))),
    clap: noiseBurst(0.2, dice.between(0.03, 0.08), 1, noise).map((value, n) => value * (n < 600 && n % 240 > 60 ? 0.4 : 1)),
    shaker: noiseBurst(0.1, 0.03, 2, noise).map((value, n) => value * Math.min(1, n / 240)),
    tambourine: noiseBurst(0.25, 0.08, 2, noise),
    stick: render(0.06, (t) => 0.7 * fades(t, 0.012) * Math.sin(2 * Math.PI * 1700 * t) + 0.2 * noise() * fades(t, 0.004)),
    conga: render(0.25, (t) => 0.7 * fades(t, 0.07) * Math.sin(2 * Math.PI * (230 * t + 0.6 * (1 - fades(t, 0.02))))),
    cowbell: render(0.25, (t) => 0.3 * fades(t, 0.07) * (Math.sign(Math.sin(2 * Math.PI * 562 * t)) + Math.sign(Math.sin(2 * Math.PI * 845 * t)))),
  };
}

export const drumVoices = ['kick', 'snare', 'hat', 'open', 'ride', 'crash', 'tom', 'clap', 'shaker', 'tambourine', 'stick', 'conga', 'cowbell'] as const;
export type DrumVoice = (typeof drumVoices)[number];

export const instrumentNames = ['piano', 'guitar', 'distortion', 'strings', 'pad', 'organ', 'accordion', 'synth', 'flute', 'violin', 'brass', 'pizzicato', 'harp', 'mallets', 'bass', 'synthBass', 'upright', 'tuba'] as const;
export type InstrumentName = (typeof instrumentNames)[number];

/** One player of a named instrument, its colour drawn by the dice. Sounds are kept by pitch and length. */
export function makeInstrument(name: InstrumentName, dice: Dice): Instrument {
  const noise = (): number => 2 * dice.roll() - 1;
  const steady = { decay: Infinity, damping: 0, release: 0.06, chorus: 0 };
  const makers: Readonly<Record<InstrumentName, () => Instrument>> = {
    piano: () => tone({ amplitudes: overtones(9, dice.between(1, 1.6), 0.9), attack: 0.003, decay: dice.between(0.5, 1.2), damping: 0.35, release: dice.between(0.05, 0.4), chorus: 0 }),
    guitar: () => string(dice.between(0.4, 0.6), 0.996, 0, noise),
    distortion: () => string(dice.between(0.45, 0.6), 0.998, dice.between(4, 12), noise),
    strings: () => tone({ ...steady, amplitudes: overtones(10, 1.1, 1), attack: dice.between(0.04, 0.14), release: dice.between(0.1, 0.4), chorus: 0.004 }),
    pad: () => tone({ ...steady, amplitudes: overtones(8, 1.4, 1), attack: dice.between(0.1, 0.4), release: dice.between(0.2, 0.6), chorus: 0.006 }),
    organ: () => tone({ ...steady, amplitudes: [1, 0.7, 0.4, 0.3, 0, 0.2], attack: 0.008 }),
    accordion: () => tone({ ...steady, amplitudes: overtones(10, 0.9, 1), attack: 0.025, chorus: 0.005 }),
    synth: () => tone({ ...steady, amplitudes: overtones(12, 1, dice.pick([0, 1])), attack: dice.between(0.004, 0.03), decay: dice.pick([0.4, 1, Infinity]), release: dice.between(0.04, 0.3) }),
    flute: () => tone({ ...steady, amplitudes: [1, 0.25, 0.1, 0.03], attack: 0.035, chorus: 0.005 }),
    violin: () => tone({ ...steady, amplitudes: overtones(12, 1, 1), attack: dice.between(0.03, 0.08), chorus: 0.003 }),
    brass: () => tone({ ...steady, amplitudes: overtones(10, 0.9, 0.9), attack: 0.022 }),
    pizzicato: () => tone({ amplitudes: overtones(6, 1.3, 0.8), attack: 0.003, decay: 0.14, damping: 0.4, release: 0.05, chorus: 0 }),
    harp: () => tone({ amplitudes: overtones(6, 1.6, 0.8), attack: 0.003, decay: dice.between(0.5, 1), damping: 0.5, release: 0.4, chorus: 0 }),
    mallets: () => tone({ amplitudes: [1, 0, 0, dice.between(0.2, 0.5)], attack: 0.002, decay: dice.between(0.2, 0.7), damping: 0.8, release: 0.3, chorus: 0 }),
    bass: () => tone({ amplitudes: overtones(6, 1.4, 0.8), attack: 0.005, decay: dice.between(0.3, 0.8), damping: 0.5, release: 0.04, chorus: 0 }),
    synthBass: () => tone({ ...steady, amplitudes: overtones(8, 1, dice.pick([0, 1])), attack: 0.004, release: 0.03 }),
    upright: () => tone({ amplitudes: overtones(5, 1.6, 0.7), attack: 0.01, decay: dice.between(0.25, 0.5), damping: 0.5, release: 0.05, chorus: 0 }),
    tuba: () => tone({ ...steady, amplitudes: overtones(5, 1.3, 0.8), attack: 0.03 }),
  };
  const play = makers[name]();
  const kept = new Map<string, Sound>();
  return ({ pitch, seconds }) => {
    const length = Math.min(3, Math.max(0.06, Math.round(seconds / 0.04) * 0.04));
    const key = `${pitch} ${length.toFixed(2)}`;
    const known = kept.get(key) ?? play({ pitch, seconds: length });
    kept.set(key, known);
    return known;
  };
}
