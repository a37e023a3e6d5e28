/**
 * `npm run fit:beats`: the recipe of `core/music/fittedWeights.ts`, which it writes. Composes practice music in many styles, has it
 * played on synthesisers of our own and on a sound font by FluidSynth (Debian: fluidsynth, fluid-soundfont-gm, both needed), and fits
 * the weights that choose among ways to count and find the bar. No other music is learnt from: the pieces of the shared set beside the
 * checkout, if there, are only scored, each by a tracker that has never heard it. `-- --score` scores the shipped weights and fits nothing.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { runSteps } from '#core/music/steps';
import { trackBeats } from '#core/music/trackBeats';
import { shippedWeights, type TrackerWeights } from '#core/music/trackerWeights';
import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import { projectRoot } from '#helper/media/projectRoot';
import { barItem } from './beats/barItems.js';
import { fitTracker, printWeights, type Lesson } from './beats/fitTracker.js';
import { levelItems } from './beats/levelItems.js';
import { readPieces, type Piece } from './beats/pieces.js';
import { missingPlayer } from './beats/practice/fontBand.js';
import { listenToPractice } from './beats/practice/listen.js';
import { scorePiece, type PieceScore } from './beats/scores.js';
import { scoreHeader, scoreLine } from './beats/table.js';
import { evaluationFolder } from './evaluationData.js';

/** Thirteen songs of each style. */
const SONGS = 871;
const SECONDS = 30;
/** Fewer known bars than this teach nothing. */
const FEWEST_BARS = 4;

function practise(): Lesson[] {
  return Array.from({ length: SONGS }, (_, i) => i + 1).map((seed) => {
    if (seed % 67 === 1) console.log(`${seed - 1} of ${SONGS} practice songs played`);
    const heard = listenToPractice(seed, SECONDS);
    const { score } = heard;
    return { choice: levelItems(heard, score.beats), bar: score.downbeats.length < FEWEST_BARS ? undefined : barItem(heard, score) };
  });
}

async function scoreByTracker(piece: Piece, weights: TrackerWeights): Promise<PieceScore> {
  const frontEnd = makeMusicFrontEnd();
  for await (const block of (await openFfmpegAudio(piece.audio, MUSIC_SAMPLE_RATE)).blocks(new AbortController().signal)) frontEnd.push(block);
  const described = { framesPerSecond: 1, loudness: new Float32Array(0), timbre: new Float32Array(0) };
  const { beats } = runSteps(trackBeats(frontEnd.finish(), described, weights));
  return scorePiece(piece, { beats: beats.map(({ time }) => time), downbeats: beats.filter(({ downbeat }) => downbeat).map(({ time }) => time) });
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
  if (process.argv.includes('--score')) return printScores(shippedWeights);
  const missing = missingPlayer();
  if (missing) {
    console.log(missing);
    process.exitCode = 1;
    return;
  }
  const weights = fitTracker(practise());
  await printScores(weights);
  await writeFile(join(projectRoot(), 'plugin', 'core', 'music', 'fittedWeights.ts'), printWeights(weights, 'practice music that the recipe composes and plays itself'));
  console.log('wrote plugin/core/music/fittedWeights.ts');
}

await main();
