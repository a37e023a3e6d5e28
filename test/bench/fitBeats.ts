/**
 * `npm run fit:beats [-- --practice-only]`: the recipe of `core/music/fittedWeights.ts`, which it writes. Plays practice music of
 * our own, takes the pieces of the shared set beside the checkout to it (each under a licence that permits any use), and fits the weights that
 * choose among ways to count and find the bar. Prints what the whole tracker scores on pieces that were left out.
 * With `--practice-only` no shared piece is learnt from: they are only scored.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { onsetStrength } from '#core/music/onsetStrength';
import { runSteps } from '#core/music/steps';
import { trackBeats } from '#core/music/trackBeats';
import type { TrackerWeights } from '#core/music/trackerWeights';
import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import { projectRoot } from '#helper/media/projectRoot';
import { barItem } from './beats/barItems.js';
import { fitTracker, printWeights, type Lesson } from './beats/fitTracker.js';
import { levelItem } from './beats/levelItems.js';
import { readPieces, type Piece } from './beats/pieces.js';
import { listenToPractice, type HeardMusic } from './beats/practice/listen.js';
import { scorePiece, type PieceScore } from './beats/scores.js';
import { scoreHeader, scoreLine } from './beats/table.js';
import { evaluationFolder } from './evaluationData.js';

const SONGS = 144;
const SECONDS = 30;
/** A practice song counts this part of a shared piece: it is simpler than music, but there are many, of every style and tempo. */
const PRACTICE_WEIGHT = 0.06;
const FOLDS = 5;
/** Fewer known bars than this teach nothing. */
const FEWEST_BARS = 4;

interface HeardPiece {
  readonly piece: Piece;
  readonly heard: HeardMusic;
}

function lessonOf(heard: HeardMusic, truth: { readonly beats: readonly number[]; readonly downbeats: readonly number[] }, weight: number): Lesson {
  const bar = truth.downbeats.length < FEWEST_BARS ? undefined : { ...barItem(heard, truth), weight };
  return { choice: { ...levelItem(heard, truth.beats), weight }, bar };
}

/** A metronome teaches nothing about music: the tracker knows it by itself. */
function practise(weight: number): Lesson[] {
  return Array.from({ length: SONGS }, (_, i) => i + 1).flatMap((seed) => {
    if (seed % 36 === 1) console.log(`${seed - 1} of ${SONGS} practice songs played`);
    const heard = listenToPractice(seed, SECONDS);
    return heard.song.hasBars ? [lessonOf(heard, heard.song, weight)] : [];
  });
}

async function hear(piece: Piece): Promise<HeardPiece> {
  const frontEnd = makeMusicFrontEnd();
  for await (const block of (await openFfmpegAudio(piece.audio, MUSIC_SAMPLE_RATE)).blocks(new AbortController().signal)) frontEnd.push(block);
  const features = frontEnd.finish();
  return { piece, heard: { features, strength: onsetStrength(features) } };
}

function score({ piece, heard }: HeardPiece, weights: TrackerWeights): PieceScore {
  const described = { framesPerSecond: 1, loudness: new Float32Array(0), timbre: new Float32Array(0) };
  const { beats } = runSteps(trackBeats(heard.features, described, weights));
  return scorePiece(piece, { beats: beats.map(({ time }) => time), downbeats: beats.filter(({ downbeat }) => downbeat).map(({ time }) => time) });
}

/** Scores of pieces by a tracker that learnt from all lessons but theirs. */
function leaveOut(pieces: readonly HeardPiece[], lessons: readonly Lesson[], practice: readonly Lesson[]): PieceScore[] {
  const folds = Array.from({ length: FOLDS }, (_, fold) => fitTracker([...practice, ...lessons.filter((_lesson, i) => i % FOLDS !== fold)]));
  return pieces.map((piece, i) => score(piece, folds[i % FOLDS]));
}

async function main(): Promise<void> {
  const folder = evaluationFolder('beats');
  const practiceOnly = process.argv.includes('--practice-only');
  if (!folder && !practiceOnly) {
    console.log('There is no shared music: put it in ../shared/eval/beats, name its parent folder in DEPTHBEAT_EVAL, or say --practice-only.');
    return;
  }
  const practice = practise(practiceOnly ? 1 : PRACTICE_WEIGHT);
  const pieces: HeardPiece[] = [];
  for (const piece of folder ? readPieces(folder) : []) pieces.push(await hear(piece));
  console.log(scoreHeader(`${pieces.length} shared pieces`));
  const lessons = practiceOnly ? [] : pieces.map(({ piece, heard }) => lessonOf(heard, piece, 1));
  const weights = fitTracker([...practice, ...lessons]);
  if (pieces.length > 0) {
    console.log(scoreLine(practiceOnly ? 'learnt from none of them' : `each left out in turn, ${FOLDS}-fold`, practiceOnly ? pieces.map((piece) => score(piece, weights)) : leaveOut(pieces, lessons, practice)));
    if (!practiceOnly) console.log(scoreLine('as shipped (has learnt from them)', pieces.map((piece) => score(piece, weights))));
  }
  const source = practiceOnly ? 'practice music that the recipe plays itself' : 'practice music that the recipe plays itself and the shared set';
  await writeFile(join(projectRoot(), 'plugin', 'core', 'music', 'fittedWeights.ts'), printWeights(weights, source));
  console.log('wrote plugin/core/music/fittedWeights.ts');
}

await main();
