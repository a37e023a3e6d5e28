import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failureError } from '#core/failure/result';
import { frameRate, framesPerSecond, parseFrameRate } from '#core/time/frameRate';
import type { FrameRate, Seconds, Size } from '#contracts/units';
import { runProgram } from './childProgram.js';
import { locateFfmpeg } from './ffmpegLocation.js';

/** The picture track of a file, as it is to be seen: rotation applied. */
export interface VideoTrack {
  /** Index among the streams of the file, for `-map 0:n`. */
  readonly stream: number;
  readonly codec: string;
  /** Size of the upright picture in stored pixels. */
  readonly size: Size;
  /** Width of an upright pixel over its height. */
  readonly pixelAspect: number;
  /** Degrees that FFmpeg turns the stored picture by, a multiple of 90. */
  readonly rotation: number;
  /** Rate of the depth pass: the file's own when constant, else the grid that its time stamps sit on. */
  readonly rate: FrameRate;
  readonly timing: 'constant' | 'variable';
  /** Frames that the index of the file promises, where it has one and the rate is constant. */
  readonly promisedFrames?: number;
  readonly duration?: Seconds;
  /** Time of the first picture after the start of the file. */
  readonly delay: Seconds;
  readonly hasAlpha: boolean;
  readonly interlaced: boolean;
  readonly bitDepth: number;
  /** A single picture, not a moving one. */
  readonly still: boolean;
}

export interface MediaInfo {
  readonly path: string;
  readonly format: string;
  readonly duration?: Seconds;
  readonly video?: VideoTrack;
  readonly hasAudio: boolean;
}

/** Longest side that is taken, pixels: FFmpeg and PNG go further, memory does not. */
export const LONGEST_SIDE = 16384;
/** Highest rate believed of a file without a constant rate, frames a second (chosen: above it lie clock rates, not picture rates). */
const HIGHEST_VARIABLE_RATE = 120;
/** Rates that cameras and screens really use; a variable rate with an absurd clock is put on the nearest. */
const USUAL_RATES: readonly FrameRate[] = [
  [12, 1], [15, 1], [24000, 1001], [24, 1], [25, 1], [30000, 1001], [30, 1], [48, 1], [50, 1], [60000, 1001], [60, 1], [120, 1],
].map(([numerator, denominator]) => frameRate(numerator!, denominator));

interface ProbedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly width?: number;
  readonly height?: number;
  readonly sample_aspect_ratio?: string;
  readonly pix_fmt?: string;
  readonly field_order?: string;
  readonly r_frame_rate?: string;
  readonly avg_frame_rate?: string;
  readonly nb_frames?: string;
  readonly duration?: string;
  readonly start_time?: string;
  readonly disposition?: { readonly attached_pic?: number };
  readonly side_data_list?: readonly { readonly rotation?: number }[];
}

interface Probed {
  readonly streams?: readonly ProbedStream[];
  readonly format?: { readonly format_name?: string; readonly duration?: string; readonly start_time?: string };
}

/**
 * A path as FFmpeg's own file address, so that a leading dash, a colon or a `scheme:` in it stays a part of the name.
 */
export function ffmpegAddress(path: string): string {
  return `file:${resolve(path)}`;
}

/** A name with `%` or a bracket, which FFmpeg's still reader would take for a numbered sequence. */
export function stillArguments(path: string, still: boolean): readonly string[] {
  return still && /[%*?[{]/.test(path) ? ['-f', 'image2', '-pattern_type', 'none'] : [];
}

const looksLikeStill = (path: string): boolean => /\.(png|jpe?g|tiff?|bmp|webp|exr|dpx|tga|psd|gif)$/i.test(path);

/** Asks ffprobe what a file holds. Fails with `media.missing` or `media.unreadable`. */
export async function probeMedia(path: string): Promise<MediaInfo> {
  const found = await stat(path).catch(() => undefined);
  if (!found || !found.isFile()) throw failureError('media.missing', path);
  const still = stillArguments(path, looksLikeStill(path));
  const asked = ['-v', 'error', '-print_format', 'json', '-show_streams', '-show_format', ...still, ffmpegAddress(path)];
  const { code, output, errorOutput } = await runProgram(locateFfmpeg().ffprobe, asked);
  const probed = code === 0 ? (JSON.parse(output.toString('utf8')) as Probed) : undefined;
  if (!probed?.streams || probed.streams.length === 0) throw failureError('media.unreadable', path, errorOutput.trim());
  const format = probed.format?.format_name ?? '';
  const stream = probed.streams.find((one) => one.codec_type === 'video' && one.disposition?.attached_pic !== 1);
  const start = seconds(probed.format?.start_time) ?? 0;
  const video = stream ? videoTrack(stream, format, start) : undefined;
  const duration = seconds(probed.format?.duration);
  return {
    path,
    format,
    hasAudio: probed.streams.some((one) => one.codec_type === 'audio'),
    ...(duration === undefined ? {} : { duration }),
    ...(video ? { video } : {}),
  };
}

/** As `probeMedia`, and asks for a picture: `media.noVideo`, `media.tooLarge`. */
export async function probeVideo(path: string): Promise<MediaInfo & { readonly video: VideoTrack }> {
  const info = await probeMedia(path);
  const { video } = info;
  if (!video) throw failureError('media.noVideo', path);
  if (video.size.width < 1 || video.size.height < 1) throw failureError('media.unreadable', path, 'the picture has no size');
  if (Math.max(video.size.width, video.size.height) > LONGEST_SIDE) throw failureError('media.tooLarge', path);
  return { ...info, video };
}

function videoTrack(stream: ProbedStream, format: string, fileStart: Seconds): VideoTrack {
  const rotation = rotationOf(stream);
  const turned = Math.abs(rotation) % 180 === 90;
  const [width, height] = [stream.width ?? 0, stream.height ?? 0];
  const aspect = parseFrameRate((stream.sample_aspect_ratio ?? '').replace(':', '/'));
  const stored = aspect ? framesPerSecond(aspect) : 1;
  const still = /_pipe$|^image2$/.test(format);
  const timing = timingOf(stream, still);
  const duration = seconds(stream.duration);
  const promised = timing.timing === 'constant' && /^\d+$/.test(stream.nb_frames ?? '') ? Number(stream.nb_frames) : undefined;
  return {
    stream: stream.index,
    codec: stream.codec_name ?? '',
    size: turned ? { width: height, height: width } : { width, height },
    pixelAspect: turned ? 1 / stored : stored,
    rotation,
    ...timing,
    ...(promised ? { promisedFrames: promised } : {}),
    ...(duration === undefined ? {} : { duration }),
    delay: Math.max(0, (seconds(stream.start_time) ?? fileStart) - fileStart),
    hasAlpha: /^(yuva|rgba|bgra|argb|abgr|gbrap|ya8|ya16|pal8)/.test(stream.pix_fmt ?? ''),
    interlaced: /^(tt|bb|tb|bt)$/.test(stream.field_order ?? ''),
    bitDepth: Number(/p(9|10|12|14|16)(le|be)?$/.exec(stream.pix_fmt ?? '')?.[1] ?? (/(48|64|16)(le|be)$/.test(stream.pix_fmt ?? '') ? 16 : 8)),
    still,
  };
}

function rotationOf(stream: ProbedStream): number {
  const turned = stream.side_data_list?.find((data) => typeof data.rotation === 'number')?.rotation ?? 0;
  return Math.round(turned / 90) * 90;
}

/**
 * Constant when the two rates that FFmpeg derives agree: `r_frame_rate`, the coarsest grid on which all time stamps lie,
 * and `avg_frame_rate`, frames over duration. Else the pass is made on the grid (what stands on screen at n / rate), since
 * a host shows such a file by its time stamps too; the average rate would shift every picture.
 */
function timingOf(stream: ProbedStream, still: boolean): Pick<VideoTrack, 'rate' | 'timing'> {
  const grid = parseFrameRate(stream.r_frame_rate ?? '');
  const average = parseFrameRate(stream.avg_frame_rate ?? '');
  if (still) return { rate: grid ?? frameRate(25), timing: 'constant' };
  if (!grid || !average) return { rate: grid ?? average ?? frameRate(25), timing: 'constant' };
  if (grid.numerator === average.numerator && grid.denominator === average.denominator) return { rate: grid, timing: 'constant' };
  const sane = framesPerSecond(grid) <= HIGHEST_VARIABLE_RATE && framesPerSecond(grid) >= framesPerSecond(average) * 0.999;
  return { rate: sane ? grid : nearestUsualRate(framesPerSecond(average)), timing: 'variable' };
}

function nearestUsualRate(wanted: number): FrameRate {
  const distance = (rate: FrameRate): number => Math.abs(Math.log(framesPerSecond(rate) / wanted));
  return USUAL_RATES.reduce((best, rate) => (distance(rate) < distance(best) ? rate : best));
}

function seconds(text: string | undefined): Seconds | undefined {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? value : undefined;
}
