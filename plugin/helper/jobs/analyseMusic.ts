import { setImmediate } from 'node:timers/promises';
import type { BeatGrid } from '#contracts/beatGrid';
import type { Report } from '#contracts/progress';
import type { Seconds } from '#contracts/units';
import { buildGrid } from '#core/beatgrid/buildGrid';
import { failureError } from '#core/failure/result';
import type { TrackedBeats } from '#core/music/trackBeats';
import type { AudioSource } from '../audio/audioSource.js';
import { barPointerTracker } from '../audio/barPointerTracker.js';
import type { BeatTracker, Pace } from '../audio/beatTracker.js';
import { makeBeatThisTracker } from '../audio/beatThisTracker.js';
import { openBeatNetwork } from '../inference/beatActivations.js';
import { locateBeatModel } from '../models/beatModels.js';
import { openFfmpegAudio } from '../audio/ffmpegAudio.js';
import { fingerprintOf } from '../cache/fingerprint.js';

export interface MusicRequest {
  /** A file with sound: music, or a video. */
  readonly source: string;
  /** `bundled` (default), the id of a listed beat network, or the path of an .onnx file of that kind. */
  readonly tracker?: string;
}

/** Peak below which nothing can be heard: -80 dB of full scale. */
const SILENCE = 1e-4;

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

/** Between two steps of the count: others get a turn, so a cancel can arrive, and is obeyed. */
function countingPace(report: Report, signal: AbortSignal): Pace {
  let told = -1;
  return async (done) => {
    await setImmediate();
    if (signal.aborted) throw failureError('cancelled');
    const percent = Math.floor(100 * done);
    if (percent > told) report({ event: 'progress', stage: 'count', done: (told = percent), total: 100 });
  };
}

interface Heard {
  readonly tracked: TrackedBeats;
  readonly duration: Seconds;
  /** Largest sample, absolute. */
  readonly peak: number;
}

/** Streams the sound once through the tracker; memory grows by some kB a second of music. */
async function listen(source: AudioSource, tracker: BeatTracker, report: Report, signal: AbortSignal): Promise<Heard> {
  const tracking = tracker.start();
  const advance = progressOf(source, report);
  let samples = 0;
  let peak = 0;
  for await (const block of source.blocks(signal)) {
    for (const sample of block) peak = Math.max(peak, Math.abs(sample));
    await tracking.push(block);
    samples += block.length;
    advance(block.length);
  }
  return { tracked: await tracking.finish(countingPace(report, signal)), duration: samples / source.sampleRate, peak };
}

/** Runs work with the chosen tracker and lets its network go afterwards. */
async function withTracker<T>(wanted: string, work: (tracker: BeatTracker) => Promise<T>): Promise<T> {
  if (wanted === 'bundled') return work(barPointerTracker);
  const file = await locateBeatModel(wanted);
  const model = await openBeatNetwork(file.path);
  try {
    return await work(makeBeatThisTracker(model, file.id, file.fingerprint.slice(0, 12)));
  } finally {
    await model.release();
  }
}

/**
 * Beats, bars, strength, tempo and sections of a piece of music as a BeatGrid in seconds of the source as a host plays it.
 * Fails with `media.missing`, `media.unreadable`, `media.noAudio`, `audio.empty`, `environment.ffmpegMissing`, `cancelled`,
 * and with a network `model.unknown`, `model.missing`, `model.unreadable`, `model.wrongShape`, `inference.failed`. Music without a pulse gives a grid of low confidence, which may have no beats.
 */
export async function analyseMusic(request: MusicRequest, report: Report, signal: AbortSignal): Promise<BeatGrid> {
  return withTracker(request.tracker ?? 'bundled', async (tracker) => {
    const source = await openFfmpegAudio(request.source, tracker.sampleRate);
    const { tracked, duration, peak } = await listen(source, tracker, report, signal);
    if (peak < SILENCE) throw failureError('audio.empty', request.source);
    report({ event: 'progress', stage: 'count', done: 100, total: 100 });
    const fingerprint = (await fingerprintOf(request.source)).sha256;
    return buildGrid({ ...tracked, duration, provenance: { ...tracker.provenance, source: { path: request.source, fingerprint }, edits: [] } });
  });
}
