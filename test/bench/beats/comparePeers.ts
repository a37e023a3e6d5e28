import { openFfmpegAudio } from '#helper/audio/ffmpegAudio';
import type { Piece } from './pieces.js';
import { meanOf, scorePiece, type PieceScore } from './scores.js';
import { scoreLine } from './table.js';
import type { Peer } from './peers/peer.js';
import { peersAtHand, runPeer } from './peers/peersAtHand.js';

interface OurScore {
  readonly piece: Piece;
  readonly score: PieceScore;
}

interface PeerScores {
  readonly name: string;
  readonly scores: readonly PieceScore[];
  /** Seconds of work, wall clock. */
  readonly seconds: number;
}

async function samplesOf({ audio }: Piece): Promise<Float32Array> {
  const blocks: Float32Array[] = [];
  for await (const block of (await openFfmpegAudio(audio, 44100)).blocks(new AbortController().signal)) blocks.push(block);
  const samples = new Float32Array(blocks.reduce((sum, { length }) => sum + length, 0));
  blocks.reduce((at, block) => (samples.set(block, at), at + block.length), 0);
  return samples;
}

async function scorePeer(peer: Peer, pieces: readonly Piece[]): Promise<PeerScores> {
  const scores: PieceScore[] = [];
  let seconds = 0;
  for (const piece of pieces) {
    const run = await runPeer(peer, piece, () => samplesOf(piece));
    scores.push(scorePiece(piece, run));
    seconds += run.seconds;
  }
  return { name: peer.name, scores, seconds };
}

/** Mean difference in F with its 95 % interval over pieces, and how many pieces differ by more than 0.01 either way. */
function pairedLine(ours: readonly number[], theirs: readonly number[]): string {
  const differences = ours.map((value, i) => value - theirs[i]);
  const mean = meanOf(differences) ?? 0;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, differences.length - 1);
  const reach = 1.96 * Math.sqrt(variance / Math.max(1, differences.length));
  const better = differences.filter((difference) => difference > 0.01).length;
  const worse = differences.filter((difference) => difference < -0.01).length;
  return `    ours less theirs, piece by piece: F ${mean.toFixed(3)} ± ${reach.toFixed(3)}; ${better} better, ${worse} worse, ${differences.length - better - worse} alike`;
}

/** Runs every peer at hand on the same pieces and sets both side by side, also against the best peer of each piece. */
export async function comparePeers(ours: readonly OurScore[]): Promise<void> {
  const pieces = ours.map(({ piece }) => piece);
  const ourF = ours.map(({ score }) => score.f);
  const music = pieces.reduce((sum, { seconds }) => sum + seconds, 0);
  const peers: PeerScores[] = [];
  for (const peer of await peersAtHand()) {
    const result = await scorePeer(peer, pieces);
    peers.push(result);
    console.log(`${scoreLine(result.name, result.scores)}   ${(music / result.seconds).toFixed(0)} x real time`);
    console.log(pairedLine(ourF, result.scores.map(({ f }) => f)));
  }
  if (peers.length === 0) return;
  const best = pieces.map((_, i) => peers.reduce((a, b) => (b.scores[i].f > a.scores[i].f ? b : a)).scores[i]);
  console.log(scoreLine('best peer of each piece', best));
  console.log(pairedLine(ourF, best.map(({ f }) => f)));
}
