/**
 * `npm run bench:beats [-- --peers]`: scores the beat tracker on the evaluation set that may lie beside the checkout;
 * with `--peers` other trackers run on the same pieces, and both are compared piece by piece. Then plain grooves made here.
 */
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE } from '#core/music/musicFeatures';
import { analyseMusic } from '#helper/jobs/analyseMusic';
import { drumPatterns, playPattern } from '../fixtures/drumFixtures.js';
import { comparePeers } from './beats/comparePeers.js';
import { listsOf } from './beats/countBeats.js';
import { printGrooves } from './beats/grooves.js';
import { readPieces, type Piece } from './beats/pieces.js';
import { scorePiece, type PieceScore } from './beats/scores.js';
import { scoreHeader, scoreLine } from './beats/table.js';
import { evaluationFolder } from './evaluationData.js';

interface Scored {
  readonly piece: Piece;
  readonly score: PieceScore;
  readonly seconds: number;
}

async function runPiece(piece: Piece): Promise<Scored> {
  const begun = process.cpuUsage();
  const grid = await analyseMusic({ source: piece.audio }, () => undefined, new AbortController().signal);
  const used = process.cpuUsage(begun);
  return { piece, score: scorePiece(piece, listsOf(grid.beats)), seconds: (used.user + used.system) / 1e6 };
}

/** Styles as the manifest words them, up to the first comma or bracket. */
const styleOf = ({ piece }: Scored): string => piece.style.split(/[,(]/)[0].trim();

function printByStyle(results: readonly Scored[]): void {
  console.log(scoreHeader('style (pieces)'));
  for (const style of [...new Set(results.map(styleOf))].sort()) {
    const scores = results.filter((result) => styleOf(result) === style).map(({ score }) => score);
    console.log(scoreLine(`${style} (${scores.length})`, scores));
  }
}

/** Seconds of one core for the front end alone on three minutes of music. */
function frontEndSeconds(): number {
  const song = playPattern(drumPatterns[1], { bpm: 120, seconds: 180, sampleRate: MUSIC_SAMPLE_RATE }).samples;
  const begun = process.cpuUsage();
  const tracking = makeMusicFrontEnd();
  tracking.push(song);
  tracking.finish();
  const used = process.cpuUsage(begun);
  return (used.user + used.system) / 1e6;
}

async function main(): Promise<void> {
  const folder = evaluationFolder('beats');
  if (!folder) {
    console.log('There is no evaluation music: put it in ../shared/eval/beats or name its parent folder in DEPTHBEAT_EVAL.');
    return;
  }
  const results: Scored[] = [];
  console.log(scoreHeader('piece'));
  for (const piece of readPieces(folder)) {
    const result = await runPiece(piece);
    results.push(result);
    console.log(scoreLine(piece.name, [result.score]));
  }
  printByStyle(results);
  console.log(scoreHeader('all'));
  console.log(scoreLine(`mean of ${results.length}`, results.map(({ score }) => score)));
  const music = results.reduce((sum, { piece }) => sum + piece.seconds, 0);
  const work = results.reduce((sum, { seconds }) => sum + seconds, 0);
  if (process.argv.includes('--peers')) await comparePeers(results.map(({ piece, score }) => ({ piece, score })));
  printGrooves();
  console.log(`front end on three minutes: ${frontEndSeconds().toFixed(2)} s of one core`);
  console.log(`speed: ${(music / work).toFixed(0)} x real time on one core, FFmpeg's decoding not counted`);
}

await main();
