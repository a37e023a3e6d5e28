import { generateClip } from './generateClip.js';
import { generateSong } from './song/generateSong.js';
import { sampleFiles } from './sampleFiles.js';

const USAGE = 'usage: npm run sample [-- clip|song] [scale 0..1]';

async function main(part: string | undefined, scale: number): Promise<void> {
  const files = sampleFiles();
  if (part !== undefined && part !== 'clip' && part !== 'song') throw new Error(USAGE);
  if (part !== 'clip') await generateSong({ song: files.song, beats: files.songBeats });
  if (part !== 'song') await generateClip({ clip: files.clip, depth: files.clipDepth }, scale, (done) => process.stderr.write(`\rframe ${done} `));
}

await main(process.argv[2], Number(process.argv[3] ?? 1));
