import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';

export interface SampleFiles {
  readonly clip: string;
  /** True disparity of the clip at a quarter of its size, 8-bit grey video, white = one metre or nearer. */
  readonly clipDepth: string;
  readonly song: string;
  /** True beats of the song: `{ tempo, beatsPerBar, beats: [{ time, barPosition }] }`. */
  readonly songBeats: string;
}

/** The clip and the song that ship with the project, made by `npm run sample`. */
export function sampleFiles(): SampleFiles {
  const folder = join(projectRoot(), 'plugin', 'sample', 'media');
  return { clip: join(folder, 'clip.mp4'), clipDepth: join(folder, 'clip.depth.mp4'), song: join(folder, 'song.wav'), songBeats: join(folder, 'song.beats.json') };
}
