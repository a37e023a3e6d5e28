import type { DrumVoice, InstrumentName } from '../instruments.js';

/**
 * A manner of playing, as any arranger knows it. Lines hold one character a step of one bar, `steps` to the beat:
 * `x` loud, `o` soft, `,` ghost, `?` there or not as the song decides, `.` nothing; for the bass `r` root, `5` fifth, `8` octave, `w` a step of a
 * walking line; for the accompaniment `x` and `o` chords, `a` the next note of the broken chord.
 */
export interface Style {
  readonly name: string;
  readonly tempo: readonly [number, number];
  readonly beatsPerBar: number;
  readonly steps: number;
  readonly drums: readonly Readonly<Partial<Record<DrumVoice, string>>>[];
  readonly bass: readonly string[];
  readonly comp: readonly string[];
  readonly bassists: readonly InstrumentName[];
  readonly compers: readonly InstrumentName[];
  readonly singers: readonly InstrumentName[];
  /** How busy the melody is, 0..1, and how often it leans off the beat. */
  readonly busy: number;
  readonly syncopated: number;
  /** Bars that a chord lasts. */
  readonly chordBars: readonly number[];
  /** Where the off-beat eighth lies, as a part of the beat; 0.5 is straight. Only for 2 and 4 steps. */
  readonly swing?: readonly [number, number];
  /** Standard deviation of a player's timing, seconds, and depth of a slow tempo drift. */
  readonly loose?: number;
  readonly drift?: number;
}
