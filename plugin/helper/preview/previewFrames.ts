import type { DepthPassport } from '#contracts/depthAsset';
import type { FrameIndex, FrameRange, Seconds, Size } from '#contracts/units';
import { framesPerSecond } from '#core/time/frameRate';
import { probeAudio } from '../audio/audioProbe.js';
import { openFrames } from '../frames/ffmpegFrames.js';
import type { MediaInfo, VideoTrack } from '../media/probeMedia.js';

/** A picture of the preview before the effect. */
export interface PreviewFrame {
  /** Frame on the clip's time line: it stands at index / rate. */
  readonly index: FrameIndex;
  /** Frame of the depth pass that belongs to it. */
  readonly depthFrame: FrameIndex;
  readonly pixels: Uint8Array<ArrayBuffer>;
}

/** How long a still is shown, seconds: to the end of the music, within reason. */
const STILL_SECONDS = 5;
const LONGEST_STILL_SECONDS = 15;

/** The stretch of the clip's time line that a preview shows: the frames of the pass, or, of a still, as long as the music plays. */
export async function previewRange(video: VideoTrack, passport: DepthPassport, music: string | undefined): Promise<FrameRange> {
  if (!video.still) return passport.frames;
  const duration: Seconds = music === undefined ? STILL_SECONDS : ((await probeAudio(music)).duration ?? STILL_SECONDS);
  const count = Math.round(Math.min(duration, LONGEST_STILL_SECONDS) * framesPerSecond(passport.frameRate));
  return { first: 0, last: Math.max(1, count) - 1 };
}

export interface PreviewSource {
  readonly info: MediaInfo & { readonly video: VideoTrack };
  readonly range: FrameRange;
  readonly size: Size;
  readonly signal: AbortSignal;
}

/** The pictures of a range at preview size, in order; a still's one picture again and again. */
export async function* previewFrames({ info, range, size, signal }: PreviewSource): AsyncGenerator<PreviewFrame> {
  if (!info.video.still) {
    for await (const { index, pixels } of openFrames(info, { range, size, signal })) yield { index, depthFrame: index, pixels };
    return;
  }
  for await (const { pixels } of openFrames(info, { size, signal })) {
    for (let index = range.first; index <= range.last && !signal.aborted; index++) yield { index, depthFrame: 0, pixels: Uint8Array.from(pixels) };
    return;
  }
}
