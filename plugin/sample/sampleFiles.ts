import { join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';

/** The clip and the song that ship with the project, made by `npm run sample`. */
export function sampleFiles(): { readonly clip: string; readonly song: string } {
  const folder = join(projectRoot(), 'plugin', 'sample', 'media');
  return { clip: join(folder, 'clip.mp4'), song: join(folder, 'song.wav') };
}
