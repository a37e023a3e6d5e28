import { failureError } from '#core/failure/result';
import { framesPerSecond, printFrameRate } from '#core/time/frameRate';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import { startProgram, startProgramInto, type ProgramEnd, type RunningProgram, type StartedProgram } from '../media/childProgram.js';
import { locateFfmpeg } from '../media/ffmpegLocation.js';
import { ffmpegAddress, stillArguments, type MediaInfo, type VideoTrack } from '../media/probeMedia.js';
import type { Frame, FrameRequest, FrameSource } from './frameSource.js';
import { PicturePipe, type PictureShape } from './picturePipe.js';
import { picturesOf } from './rawPictures.js';
import { giveWay } from '../workers/giveWay.js';
import { SpareMemory } from '../workers/spareMemory.js';

type VideoInfo = MediaInfo & { readonly video: VideoTrack };

/**
 * Opens a file that `probeVideo` described as a source of upright 8-bit pictures.
 *
 * - **Numbers**: frame n is the n-th picture of a file of constant rate. A file of variable rate is put on the grid
 *   `video.rate` by its time stamps (pictures repeat or drop), so that frame n is what a host shows at n / rate.
 * - **Picture**: rotation applied, stored pixel shape kept, interlaced pictures deinterlaced (bwdif, one picture per frame),
 *   alpha multiplied into the colour over black, any bit depth brought to 8.
 * - **Failures**, thrown from the iteration: `media.truncated` when the file ends before the frames its index promises,
 *   `media.unreadable`, `cancelled`.
 */
export function openFrames(info: VideoInfo, request: FrameRequest = {}): FrameSource {
  const size = request.size ?? info.video.size;
  return { size, rate: info.video.rate, [Symbol.asyncIterator]: () => decode(info, request, size) };
}

async function* decode(info: VideoInfo, request: FrameRequest, size: Size): AsyncGenerator<Frame> {
  const channels = request.channels ?? 3;
  const first = request.range?.first ?? 0;
  const shape = { bytes: size.width * size.height * channels, spare: request.spare ?? new SpareMemory() };
  const { program, pictures } = await startDecoder(decoderArguments(info, request, size), shape);
  // Before it starts threads, which begin with its priority.
  if (request.givesWay && program.child.pid !== undefined) giveWay(program.child.pid);
  const stop = (): void => program.stop();
  request.signal?.addEventListener('abort', stop, { once: true });
  let index: FrameIndex = first;
  try {
    program.child.stdin.end();
    for await (const pixels of pictures) {
      if (request.signal?.aborted) break;
      yield { index, width: size.width, height: size.height, channels, pixels };
      index += 1;
    }
    if (request.signal?.aborted) throw failureError('cancelled');
    refuseBadEnd(info, await program.ended, { first, last: index - 1, wanted: request.range });
  } finally {
    request.signal?.removeEventListener('abort', stop);
    program.stop();
  }
}

async function startDecoder(args: readonly string[], shape: PictureShape): Promise<{ readonly program: StartedProgram<RunningProgram>; readonly pictures: AsyncIterable<Uint8Array<ArrayBuffer>> }> {
  const { ffmpeg } = locateFfmpeg();
  const own = await PicturePipe.open(shape);
  if (own) return { program: startProgramInto(own.end, ffmpeg, args), pictures: own.pipe };
  const program = startProgram(ffmpeg, args);
  return { program, pictures: picturesOf(program.child.stdout, shape) };
}

interface DecodedRange extends FrameRange {
  readonly wanted?: FrameRange | undefined;
}

/** Frames that may be missing at the end before a file counts as damaged: indexes are off by one or two in sound files. */
const FORGIVEN_FRAMES = 2;

function refuseBadEnd(info: VideoInfo, end: ProgramEnd, got: DecodedRange): void {
  if (end.startError) throw failureError('environment.ffmpegMissing', '', String(end.startError));
  const { promisedFrames } = info.video;
  const promised = promisedFrames ?? framesByDuration(info);
  const expected = Math.min(got.wanted?.last ?? Infinity, (promised ?? 0) - 1);
  const decoded = got.last - got.first + 1;
  if (decoded === 0 && got.first === 0) throw failureError('media.unreadable', info.path, end.errorOutput.trim());
  const missing = expected - got.last;
  const badlyShort = promisedFrames === undefined ? missing > Math.max(FORGIVEN_FRAMES, framesPerSecond(info.video.rate)) : missing > FORGIVEN_FRAMES;
  if (badlyShort && end.errorOutput.trim() !== '') throw failureError('media.truncated', info.path, lastLine(end.errorOutput));
  if (end.code !== 0 && decoded === 0) throw failureError('media.unreadable', info.path, lastLine(end.errorOutput));
}

function framesByDuration(info: VideoInfo): number | undefined {
  const duration = info.video.duration ?? info.duration;
  return info.video.still || duration === undefined ? undefined : Math.floor(duration * framesPerSecond(info.video.rate));
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';

/** Containers whose index makes an exact seek by time safe; elsewhere the decoder starts at the beginning and drops. */
const SEEKABLE = /\b(mov|mp4|matroska|webm|mxf)\b/;
/** Shortest jump worth a seek, frames (chosen: below it decoding from the start is as quick). */
const SHORTEST_SEEK = 48;
/** Pictures that the deinterlacer wants to have seen before the first one that counts, so that a seek changes nothing. */
const FIELDS_AROUND = 3;

function decoderArguments(info: VideoInfo, request: FrameRequest, size: Size): string[] {
  const { video } = info;
  const { range } = request;
  const first = range?.first ?? 0;
  const seeks = first >= SHORTEST_SEEK && video.timing === 'constant' && SEEKABLE.test(info.format);
  const lead = deinterlace(video).length > 0 ? FIELDS_AROUND : 0;
  // Half a frame early: time stamps are rounded to the container's clock, and the seek keeps what is not before its time.
  const seek = seeks ? ['-ss', (video.delay + (first - lead - 0.5) / framesPerSecond(video.rate)).toFixed(6)] : [];
  const count = range ? ['-frames:v', String(range.last - range.first + 1)] : [];
  const timing = video.timing === 'variable' ? [`fps=${printFrameRate(video.rate)}:start_time=0`] : [];
  const skipped = seeks ? lead : first;
  const skip = skipped === 0 ? [] : [`trim=start_frame=${skipped}`];
  const threads = request.threads === undefined ? [] : ['-threads', String(request.threads)];
  const filters = [...deinterlace(video), ...timing, ...skip, ...scale(video, size), ...alpha(video)];
  return [
    '-nostdin', '-v', 'error', ...threads, ...seek, ...stillArguments(info.path, video.still), '-i', ffmpegAddress(info.path),
    '-map', `0:${video.stream}`, '-fps_mode', 'passthrough', ...(filters.length > 0 ? ['-vf', filters.join(',')] : []),
    ...count, '-f', 'rawvideo', '-pix_fmt', (request.channels ?? 3) === 3 ? 'rgb24' : 'gray', 'pipe:1',
  ];
}

const deinterlace = (video: VideoTrack): string[] =>
  video.interlaced && video.size.width >= 4 && video.size.height >= 4 ? ['bwdif=mode=send_frame:deint=interlaced'] : [];

function scale(video: VideoTrack, size: Size): string[] {
  if (size.width === video.size.width && size.height === video.size.height) return [];
  const kernel = size.width * size.height < video.size.width * video.size.height ? 'area' : 'bicubic';
  return [`scale=${size.width}:${size.height}:flags=${kernel}`];
}

/** Colour under a clear alpha is undefined: black is better than what an encoder left there. */
const alpha = (video: VideoTrack): string[] => (video.hasAlpha ? ['format=rgba', 'premultiply=inplace=1'] : []);
