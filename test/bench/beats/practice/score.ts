import type { DrumVoice, InstrumentName } from './instruments.js';

/** One note of a part. */
export interface ScoreNote {
  /** Index into `Score.parts`. */
  readonly part: number;
  /** Seconds from the start of the song; may lie before it. */
  readonly time: number;
  /** Time until it is let go, seconds. */
  readonly seconds: number;
  /** MIDI number. */
  readonly pitch: number;
  /** How hard it is played, about 0..1. */
  readonly accent: number;
}

export interface ScoreStroke {
  readonly voice: DrumVoice;
  readonly time: number;
  readonly accent: number;
}

/** A player and how loud he stands in the mix, about 0..1. */
export interface ScorePart {
  readonly instrument: InstrumentName;
  readonly gain: number;
}

/** A composed song before anybody plays it, and where its beats are, because they were put there. */
export interface Score {
  readonly style: string;
  readonly seconds: number;
  readonly parts: readonly ScorePart[];
  readonly notes: readonly ScoreNote[];
  readonly strokes: readonly ScoreStroke[];
  readonly drumGain: number;
  readonly beats: readonly number[];
  readonly downbeats: readonly number[];
}
