import { extname } from 'node:path';
import { failureError } from '#core/failure/result';
import { framesPerSecond, printFrameRate } from '#core/time/frameRate';
import type { FrameRate, Seconds, Size } from '#contracts/units';
import { probeAudio } from '../audio/audioProbe.js';
import { runProgram } from '../media/childProgram.js';
import { locateFfmpeg } from '../media/ffmpegLocation.js';
import { ffmpegAddress } from '../media/probeMedia.js';

/** A way to write pictures, in the order in which it is preferred. */
interface VideoCodec {
  readonly encoder: string;
  readonly options: readonly string[];
}

const QUALITY_RATE = ['-b:v', '6M'];
const h264: readonly VideoCodec[] = [
  { encoder: 'libx264', options: ['-preset', 'veryfast', '-crf', '18'] },
  { encoder: 'h264_videotoolbox', options: QUALITY_RATE },
  { encoder: 'h264_mf', options: QUALITY_RATE },
  { encoder: 'libopenh264', options: QUALITY_RATE },
];
const vp9: VideoCodec = { encoder: 'libvpx-vp9', options: ['-crf', '28', '-b:v', '0', '-deadline', 'realtime', '-cpu-used', '6', '-row-mt', '1'] };

/** Names of the encoders of an FFmpeg. */
export async function listEncoders(): Promise<ReadonlySet<string>> {
  const { output } = await runProgram(locateFfmpeg().ffmpeg, ['-hide_banner', '-encoders']);
  return new Set([...output.toString('utf8').matchAll(/^ [VAS][A-Z.]{5} (\S+)/gm)].map((match) => match[1]!));
}

/** The best of what an FFmpeg has for a file of this name: H.264 and AAC, or VP9 and Opus (always for `.webm`). Throws `media.encodeFailed`. */
export function chooseCodecs(encoders: ReadonlySet<string>, path: string): { readonly video: VideoCodec; readonly audio: string } {
  const webm = extname(path).toLowerCase() === '.webm';
  const video = [...(webm ? [] : h264), vp9].find(({ encoder }) => encoders.has(encoder));
  if (!video) throw failureError('media.encodeFailed', path, 'this FFmpeg has no encoder for H.264 or VP9');
  const audio = video === vp9 ? ['libopus', 'opus'].find((encoder) => encoders.has(encoder)) : 'aac';
  return { video, audio: audio ?? 'aac' };
}

export interface PreviewFormat {
  readonly path: string;
  readonly size: Size;
  readonly rate: FrameRate;
  readonly frames: number;
  readonly music?: PreviewMusic;
}

export interface PreviewMusic {
  readonly path: string;
  /** Music time at the first picture; negative when the music begins later. */
  readonly start: Seconds;
}

const AUDIO_RATE = 48000;

/**
 * Lays the music under the pictures to the sample: its first heard sample goes where a host would play it, silence fills the
 * rest, and it ends with the last picture. The container's edit list hides the encoder's own priming.
 */
async function soundArguments({ music, frames, rate }: PreviewFormat, encoder: string): Promise<{ input: string[]; output: string[] }> {
  if (!music) return { input: [], output: [] };
  const { lead } = await probeAudio(music.path);
  const shift = Math.round((lead - music.start) * AUDIO_RATE);
  const place = shift > 0 ? [`adelay=delays=${shift}S:all=1`] : shift < 0 ? [`atrim=start_sample=${-shift}`, 'asetpts=N/SR/TB'] : [];
  const length = Math.round((frames / framesPerSecond(rate)) * AUDIO_RATE);
  const filters = [`aresample=${AUDIO_RATE}:async=1:min_hard_comp=0.1`, 'asetpts=N/SR/TB', 'aformat=channel_layouts=stereo', ...place, 'apad', `atrim=end_sample=${length}`];
  const options = encoder === 'opus' ? ['-strict', '-2'] : [];
  return { input: ['-i', ffmpegAddress(music.path)], output: ['-map', '1:a:0', '-af', filters.join(','), '-c:a', encoder, '-b:a', '192k', ...options] };
}

/** The whole argument list for a preview written to `temporary`; the first input is raw RGB on `pipe:0`. */
export async function previewArguments(format: PreviewFormat, temporary: string): Promise<{ readonly args: string[]; readonly encoder: string }> {
  const { video, audio } = chooseCodecs(await listEncoders(), format.path);
  const sound = await soundArguments(format, audio);
  const rate = printFrameRate(format.rate);
  const webm = extname(format.path).toLowerCase() === '.webm';
  const container = webm ? ['-f', 'webm'] : ['-f', 'mp4', '-movflags', '+faststart', '-video_track_timescale', String(format.rate.numerator)];
  const colour = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
  const args = [
    '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', `${format.size.width}x${format.size.height}`, '-r', rate, '-i', 'pipe:0', ...sound.input,
    '-map', '0:v:0', ...colour, '-c:v', video.encoder, ...video.options, '-pix_fmt', 'yuv420p', ...sound.output, '-map_metadata', '-1', ...container, temporary,
  ];
  return { args, encoder: video.encoder };
}
