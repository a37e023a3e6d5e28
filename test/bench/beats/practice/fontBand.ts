import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dice } from './dice.js';
import { PRACTICE_RATE, type DrumVoice, type InstrumentName } from './instruments.js';
import { writeMidiFile, type MidiEvent } from './midiFile.js';
import type { Score } from './score.js';

/** General MIDI programs (from 0) that may play an instrument. */
const PROGRAMS: Readonly<Record<InstrumentName, readonly number[]>> = {
  piano: [0, 0, 0, 1, 2, 3, 4, 5],
  guitar: [24, 25, 26, 27, 28, 105],
  distortion: [29, 30],
  strings: [48, 48, 49, 44],
  pad: [50, 51, 52, 54, 88, 89, 91, 95],
  organ: [16, 17, 18, 19],
  accordion: [21, 22, 23],
  synth: [62, 63, 80, 81, 82, 84, 87, 90],
  flute: [68, 71, 72, 73, 74, 75, 79],
  violin: [40, 41, 42, 110],
  brass: [56, 57, 60, 61, 64, 65, 66],
  pizzicato: [45],
  harp: [46, 6, 7, 15, 107],
  mallets: [8, 9, 10, 11, 12, 13, 14, 108],
  bass: [33, 33, 34, 35, 36],
  synthBass: [38, 39],
  upright: [32, 43],
  tuba: [58, 57, 70],
};

const DRUM_KITS = [0, 0, 8, 16, 24, 25, 32, 40];
const DRUM_KEYS: Readonly<Record<DrumVoice, readonly number[]>> = {
  kick: [35, 36], snare: [38, 40], hat: [42, 44], open: [46], ride: [51, 59], crash: [49, 57], tom: [45, 47, 48], clap: [39], shaker: [70, 82], tambourine: [54], stick: [37], conga: [62, 63, 64], cowbell: [56],
};

const DRUM_CHANNEL = 9;
const within = (value: number): number => Math.max(1, Math.min(127, Math.round(value)));
/** A sound font's loudness goes with the square of velocity and of volume. */
const squareRoot = (level: number): number => within(127 * Math.sqrt(level));

function midiEvents({ parts, notes, strokes, drumGain, seconds }: Score, dice: Dice): MidiEvent[] {
  const channelOf = (part: number): number => (part < DRUM_CHANNEL ? part : part + 1);
  const events: MidiEvent[] = parts.flatMap(({ instrument, gain }, part) => [
    { time: 0, bytes: [0xc0 + channelOf(part), dice.pick(PROGRAMS[instrument])] },
    { time: 0, bytes: [0xb0 + channelOf(part), 7, squareRoot(Math.min(1, gain))] },
    { time: 0, bytes: [0xb0 + channelOf(part), 91, within(dice.between(1, 70))] },
  ]);
  events.push({ time: 0, bytes: [0xc0 + DRUM_CHANNEL, dice.pick(DRUM_KITS)] }, { time: 0, bytes: [0xb0 + DRUM_CHANNEL, 7, squareRoot(Math.min(1, 0.9 * drumGain))] });
  const keys = Object.fromEntries(Object.entries(DRUM_KEYS).map(([voice, choices]) => [voice, dice.pick(choices)])) as Record<DrumVoice, number>;
  const play = (channel: number, key: number, stroke: { readonly time: number; readonly seconds: number; readonly accent: number }): void => {
    if (stroke.time < 0 || stroke.time >= seconds) return;
    events.push({ time: stroke.time, bytes: [0x90 + channel, key, squareRoot(stroke.accent)] }, { time: stroke.time + Math.max(0.03, stroke.seconds), bytes: [0x80 + channel, key, 0] });
  };
  for (const { voice, ...stroke } of strokes) play(DRUM_CHANNEL, keys[voice], { ...stroke, seconds: 0.1 });
  for (const { part, pitch, ...note } of notes) play(channelOf(part), within(pitch), note);
  return events;
}

/** Raw 16-bit stereo to mono, its peak at most 0.9. */
function toMono(bytes: Buffer, length: number): Float32Array {
  const mono = Float32Array.from({ length }, (_, n) => (4 * n + 3 < bytes.length ? (bytes.readInt16LE(4 * n) + bytes.readInt16LE(4 * n + 2)) / 65536 : 0));
  const peak = mono.reduce((high, value) => Math.max(high, Math.abs(value)), 1e-6);
  return mono.map((value) => (0.9 * value) / peak);
}

/** Where Debian's `fluid-soundfont-gm` puts Fluid R3 GM (MIT); DEPTHBEAT_SOUND_FONT names another. */
const soundFont = (): string => process.env['DEPTHBEAT_SOUND_FONT'] ?? '/usr/share/sounds/sf2/FluidR3_GM.sf2';

/** What is missing to play on a sound font, in a sentence with its remedy; undefined when nothing is. */
export function missingPlayer(): string | undefined {
  if (spawnSync('fluidsynth', ['--version']).status !== 0) return 'FluidSynth is not installed: run "apt install fluidsynth" (brew install fluid-synth).';
  return existsSync(soundFont()) ? undefined : `There is no sound font at ${soundFont()}: run "apt install fluid-soundfont-gm", or name one in DEPTHBEAT_SOUND_FONT.`;
}

/** Plays a score through FluidSynth and a General MIDI sound font: float32 mono at PRACTICE_RATE. Throws when either is missing. */
export function playOnSoundFont(score: Score, dice: Dice): Float32Array {
  const folder = mkdtempSync(join(tmpdir(), 'depthbeat-practice-'));
  try {
    const [midi, raw] = [join(folder, 'song.mid'), join(folder, 'song.raw')];
    writeFileSync(midi, writeMidiFile(midiEvents(score, dice)));
    const run = spawnSync('fluidsynth', ['-niq', '-o', 'synth.dynamic-sample-loading=1', '-g', '0.4', '-r', String(PRACTICE_RATE), '-O', 's16', '-T', 'raw', '-F', raw, soundFont(), midi], { encoding: 'utf8' });
    if (run.error ?? run.status !== 0) throw new Error(`FluidSynth did not play: ${run.error?.message ?? run.stderr}`);
    return toMono(readFileSync(raw), Math.round(score.seconds * PRACTICE_RATE));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
