/**
 * `npm run fit:beats`: the recipe of `core/music/fittedWeights.ts`, which it writes. Composes practice music in many styles, has it
 * played on synthesisers of our own and on a sound font by FluidSynth (Debian: fluidsynth, fluid-soundfont-gm, both needed), and fits
 * the weights that choose among ways to count and find the bar. No other music is learnt from: the pieces of the shared set beside the
 * checkout, if there, are only scored, each by a tracker that has never heard it. Heard songs are kept in `.bench/practice`. `-- --score` scores the shipped weights and fits nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { shippedWeights, type TrackerWeights } from '#core/music/trackerWeights';
import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import { projectRoot } from '#helper/media/projectRoot';
import { barItem } from './beats/barItems.js';
import { countBeats } from './beats/countBeats.js';
import { fitTracker, printWeights, type Lesson } from './beats/fitTracker.js';
import { levelItems } from './beats/levelItems.js';
import { readPieces, type Piece } from './beats/pieces.js';
import { missingPlayer } from './beats/practice/fontBand.js';
import { keptSong, listenToPart, SONGS } from './beats/practice/keptSongs.js';
import { asHeard } from './beats/practice/listen.js';
import { scorePiece, type PieceScore } from './beats/scores.js';
import { scoreHeader, scoreLine } from './beats/table.js';
import { evaluationFolder } from './evaluationData.js';

/** Fewer known bars than this teach nothing. */
const FEWEST_BARS = 4;

/** Has every song played and heard that is not kept from an earlier run, on all cores. */
async function listen(): Promise<void> {
  const parts = availableParallelism();
  const listeners = Array.from({ length: parts }, (_, part) => spawn(process.execPath, [fileURLToPath(import.meta.url), '--listen', `${part}/${parts}`], { stdio: 'inherit' }));
  const codes = await Promise.all(listeners.map(async (listener) => ((await once(listener, 'close')) as [number])[0]));
  if (codes.some((code) => code !== 0)) throw new Error('A listener stopped: what it has heard is kept, run the command again.');
}

function practise(): Lesson[] {
  return Array.from({ length: SONGS }, (_, i) => {
    const { beats, downbeats, ...features } = keptSong(i + 1);
    const heard = asHeard(features);
    return { choice: levelItems(heard, beats), bar: downbeats.length < FEWEST_BARS ? undefined : barItem(heard, { beats, downbeats }) };
  });
}

async function scoreByTracker(piece: Piece, weights: TrackerWeights): Promise<PieceScore> {
  const frontEnd = makeMusicFrontEnd();
  for await (const block of (await openFfmpegAudio(piece.audio, MUSIC_SAMPLE_RATE)).blocks(new AbortController().signal)) frontEnd.push(block);
  return scorePiece(piece, countBeats(frontEnd.finish(), weights));
}

async function printScores(weights: TrackerWeights): Promise<void> {
  const folder = evaluationFolder('beats');
  if (!folder) return console.log('There is no shared music to score: put it in ../shared/eval/beats or name its parent folder in DEPTHBEAT_EVAL.');
  const scores: PieceScore[] = [];
  for (const piece of readPieces(folder)) scores.push(await scoreByTracker(piece, weights));
  console.log(scoreHeader(`${scores.length} shared pieces`));
  console.log(scoreLine('learnt from none of them', scores));
}

async function main(): Promise<void> {
  const listener = process.argv.indexOf('--listen');
  if (listener > 0) return listenToPart(...(process.argv[listener + 1].split('/').map(Number) as [number, number]));
  if (process.argv.includes('--score')) return printScores(shippedWeights);
  const missing = missingPlayer();
  if (missing) {
    console.log(missing);
    process.exitCode = 1;
    return;
  }
  console.log(`${SONGS} practice songs`);
  await listen();
  console.log('all heard');
  const weights = fitTracker(practise());
  await printScores(weights);
  await writeFile(join(projectRoot(), 'plugin', 'core', 'music', 'fittedWeights.ts'), printWeights(weights, 'practice music that the recipe composes and plays itself'));
  console.log('wrote plugin/core/music/fittedWeights.ts');
}

await main();
