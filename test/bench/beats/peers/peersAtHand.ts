import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Piece } from '../pieces.js';
import type { BeatLists } from '../scores.js';
import { npmPeers } from './npmPeers.js';
import { peersFolder, type Peer } from './peer.js';
import { systemPeers } from './systemPeers.js';

/** What a peer found, and the seconds that it took. */
export interface PeerRun extends BeatLists {
  readonly seconds: number;
}

/** All peers that can be had on this machine. */
export async function peersAtHand(): Promise<Peer[]> {
  return [...(await npmPeers()), ...(await systemPeers())];
}

/**
 * Runs a peer on a piece, or reads what it found the last time: peers and pieces do not change, and the slowest takes a
 * sixth of the music's length. Delete `.bench/found` to run them all again.
 */
export async function runPeer(peer: Peer, piece: Piece, samples: () => Promise<Float32Array>): Promise<PeerRun> {
  const key = createHash('sha256').update(await readFile(piece.audio)).digest('hex').slice(0, 16);
  const kept = join(peersFolder(), 'found', peer.name.replace(/\W+/g, '-'), `${piece.name}-${key}.json`);
  const known = await readFile(kept, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as PeerRun;
  const sound = await samples();
  const begun = performance.now();
  const found = await peer.track(sound, piece.audio);
  const run = { beats: [...found.beats], downbeats: [...found.downbeats], seconds: (performance.now() - begun) / 1000 };
  await mkdir(dirname(kept), { recursive: true });
  await writeFile(kept, JSON.stringify(run));
  return run;
}
