import { makeMusicFrontEnd, type MusicFeatures } from '#core/music/musicFeatures';
import { onsetStrength, type OnsetStrength } from '#core/music/onsetStrength';
import { playPracticeSong, type PracticeSong } from './playSong.js';

/** Music as the tracker hears it. */
export interface HeardMusic {
  readonly features: MusicFeatures;
  readonly strength: OnsetStrength;
}

/** Plays a practice song and listens to it with the tracker's own front end. */
export function listenToPractice(seed: number, seconds: number): HeardMusic & { readonly song: PracticeSong } {
  const song = playPracticeSong(seed, seconds);
  const frontEnd = makeMusicFrontEnd();
  frontEnd.push(song.samples);
  const features = frontEnd.finish();
  return { song, features, strength: onsetStrength(features) };
}
