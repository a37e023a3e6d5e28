import { makeMusicFrontEnd, type MusicFeatures } from '#core/music/musicFeatures';
import { onsetStrength, type OnsetStrength } from '#core/music/onsetStrength';
import { playPracticeSong } from './playSong.js';
import type { Score } from './score.js';

/** What the choice of a count and of bars needs of the front end. */
export type HeardFeatures = Pick<MusicFeatures, 'flux' | 'chroma'>;

/** Music as the tracker hears it. */
export interface HeardMusic {
  readonly features: HeardFeatures;
  readonly strength: OnsetStrength;
}

/** A practice song with its answers, as it is kept. */
export interface HeardSong extends HeardFeatures, Pick<Score, 'style' | 'beats' | 'downbeats'> {}

/** Plays a practice song and listens to it with the tracker's own front end. */
export function listenToPractice(seed: number, seconds: number): HeardSong {
  const { samples, score } = playPracticeSong(seed, seconds);
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(samples);
  const { flux, chroma } = frontEnd.finish();
  return { style: score.style, beats: score.beats, downbeats: score.downbeats, flux, chroma };
}

export const asHeard = (features: HeardFeatures): HeardMusic => ({ features, strength: onsetStrength(features) });
