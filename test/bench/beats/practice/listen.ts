import { makeMusicFrontEnd, type MusicFeatures } from '#core/music/musicFeatures';
import { onsetStrength, type OnsetStrength } from '#core/music/onsetStrength';
import { playPracticeSong } from './playSong.js';
import type { Score } from './score.js';

/** Music as the tracker hears it. */
export interface HeardMusic {
  readonly features: MusicFeatures;
  readonly strength: OnsetStrength;
}

/** Plays a practice song and listens to it with the tracker's own front end. */
export function listenToPractice(seed: number, seconds: number): HeardMusic & { readonly score: Score } {
  const { samples, score } = playPracticeSong(seed, seconds);
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(samples);
  const features = frontEnd.finish();
  return { score, features, strength: onsetStrength(features) };
}
