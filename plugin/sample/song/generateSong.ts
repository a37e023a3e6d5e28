import { writeFileAtomically } from '#helper/output/atomicFile';
import { sampleTiming } from '../sampleTiming.js';
import { arrange } from './arrangement.js';
import { waveFile } from './waveFile.js';

/** Where the song's beats truly are: what a tracker should find. */
export interface TrueBeats {
  readonly tempo: number;
  readonly beatsPerBar: number;
  readonly beats: readonly { readonly time: number; readonly barPosition: number }[];
}

export function trueBeats(): TrueBeats {
  const { tempo, beatsPerBar, beats, firstBeat, beatSeconds } = sampleTiming;
  return { tempo, beatsPerBar, beats: Array.from({ length: beats }, (_, beat) => ({ time: firstBeat + beat * beatSeconds, barPosition: (beat % beatsPerBar) + 1 })) };
}

/** Writes the song and its true beats. */
export async function generateSong(paths: { readonly song: string; readonly beats: string }): Promise<void> {
  await writeFileAtomically(paths.song, waveFile(arrange()));
  await writeFileAtomically(paths.beats, `${JSON.stringify(trueBeats(), null, 1)}\n`);
}
