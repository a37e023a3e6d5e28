import { basename } from 'node:path';
import type { BeatGrid } from '#contracts/beatGrid';
import type { Report } from '#contracts/progress';
import { buildGrid } from '#core/beatgrid/buildGrid';
import { failureError } from '#core/failure/result';
import type { DescriptiveFrames } from '#core/music/descriptiveFrames';
import { makeMusicFrontEnd, MUSIC_SAMPLE_RATE, type MusicFeatures } from '#core/music/musicFeatures';
import { BAR_POINTER_TRACKER, trackBeats } from '#core/music/trackBeats';
import type { AudioSource } from '../audio/audioSource.js';
import { openFfmpegAudio } from '../audio/ffmpegAudio.js';
import { fingerprintAudio } from '../audio/fingerprintAudio.js';
import { makeMeydaFeatures } from '../audio/meydaFeatures.js';

export interface MusicRequest {
  /** A file with sound: music, or a video. */
  readonly source: string;
}

/** Peak below which nothing can be heard: -80 dB of full scale. */
const SILENCE = 1e-4;

interface Heard {
  readonly features: MusicFeatures;
  readonly described: DescriptiveFrames;
}

function progressOf(source: AudioSource, report: Report): (samples: number) => void {
  const total = source.statedDuration ?? 0;
  let done = 0;
  let reported = 0;
  return (samples) => {
    done += samples / source.sampleRate;
    if (done - reported < 5) return;
    reported = done;
    report({ event: 'progress', stage: 'listen', done: Math.round(done), total: Math.round(Math.max(total, done)) });
  };
}

/** Streams the sound once through both front ends; memory grows by some kB a second of music. */
async function listen(source: AudioSource, report: Report, signal: AbortSignal): Promise<Heard> {
  const frontEnd = makeMusicFrontEnd();
  const meyda = makeMeydaFeatures();
  const advance = progressOf(source, report);
  for await (const block of source.blocks(signal)) {
    frontEnd.push(block);
    meyda.push(block);
    advance(block.length);
  }
  return { features: frontEnd.finish(), described: meyda.finish() };
}

/**
 * Beats, bars, strength, tempo and sections of a piece of music as a BeatGrid in seconds of the source as a host plays it.
 * Fails with `media.missing`, `media.unreadable`, `media.noAudio`, `audio.empty`, `environment.ffmpegMissing`, `cancelled`.
 * Music without a pulse gives a grid of low confidence, which may have no beats.
 */
export async function analyseMusic(request: MusicRequest, report: Report, signal: AbortSignal): Promise<BeatGrid> {
  const source = await openFfmpegAudio(request.source, MUSIC_SAMPLE_RATE);
  const { features, described } = await listen(source, report, signal);
  if (features.peak < SILENCE) throw failureError('audio.empty', basename(request.source));
  report({ event: 'progress', stage: 'count', done: 0, total: 1 });
  const tracked = trackBeats(features, described);
  report({ event: 'progress', stage: 'count', done: 1, total: 1 });
  return buildGrid({
    ...tracked,
    duration: features.duration,
    provenance: { ...BAR_POINTER_TRACKER, source: { path: request.source, fingerprint: await fingerprintAudio(request.source) }, edits: [] },
  });
}
