import { readFile, rename, rm } from 'node:fs/promises';
import { failureError } from '#core/failure/result';
import { printFrameRate } from '#core/time/frameRate';
import type { VideoFormat } from '#contracts/depthAsset';
import type { FrameIndex, FrameRange, FrameRate, Size } from '#contracts/units';
import { ffmpegAddress } from '../media/probeMedia.js';
import { temporaryNameFor, writeFailure } from './atomicFile.js';
import { frameFilePath } from './frameFiles.js';
import { listEncoders } from './previewEncoder.js';
import { openRawVideoPipe } from './rawVideoPipe.js';

/**
 * What a picture is said to be: the encoder writes the frame's own tags into each frame, where readers look first, and the container's into the
 * file. The options alone reach the container only, and not even that without all three.
 */
const TAGGED = { frame: 'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709', container: ['-color_range', 'tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'] } as const;

/**
 * ProRes 4444, since its luma alone has no halved columns and odd widths fit; 10 bit, video range, which every reader expects of it.
 * FFV1 keeps all 16 bits; one slice count for all sizes keeps its bytes the same on any number of cores.
 */
const CODECS: { readonly [Format in VideoFormat]: { readonly encoder: string; readonly container: string; readonly options: readonly string[] } } = {
  prores: {
    encoder: 'prores_ks',
    container: 'mov',
    options: ['-vf', `scale=in_range=pc:out_range=tv:out_color_matrix=bt709,${TAGGED.frame}`, '-profile:v', '4444', '-vendor', 'apl0', '-qscale:v', '1', '-pix_fmt', 'yuv444p10le', ...TAGGED.container],
  },
  ffv1: { encoder: 'ffv1', container: 'matroska', options: ['-level', '3', '-slices', '16', '-slicecrc', '1', '-g', '1', '-pix_fmt', 'gray16le'] },
};

/** Found out before hours of work: throws `media.encodeFailed` when this FFmpeg cannot write the format. */
export async function refuseMissingEncoder(format: VideoFormat, path: string): Promise<void> {
  const { encoder } = CODECS[format];
  if (!(await listEncoders()).has(encoder)) throw failureError('media.encodeFailed', path, `this FFmpeg has no encoder ${encoder}`);
}

export interface DepthVideo {
  readonly format: VideoFormat;
  readonly path: string;
  /** Folder with the 16-bit PNG frames that the video is made of. */
  readonly framesFolder: string;
  readonly frames: FrameRange;
  readonly rate: FrameRate;
  readonly size: Size;
  readonly pixelAspect: number;
  readonly signal: AbortSignal;
  readonly onFrame: (index: FrameIndex) => void;
}

/**
 * Joins the frames of a pass into one video, whole or not at all; the same frames give the same bytes.
 * Throws `media.encodeFailed`, `output.diskFull`, `output.gone`, `output.unwritable`, `cancelled`.
 */
export async function writeDepthVideo(video: DepthVideo): Promise<void> {
  const { format, path, framesFolder, frames, rate, size, pixelAspect, signal, onFrame } = video;
  const { encoder, container, options } = CODECS[format];
  const temporary = temporaryNameFor(path);
  const shape = pixelAspect === 1 ? [] : ['-aspect:v', ((size.width * pixelAspect) / size.height).toFixed(6)];
  const pipe = openRawVideoPipe(
    ['-f', 'image2pipe', '-framerate', printFrameRate(rate), '-c:v', 'png', '-i', 'pipe:0', '-c:v', encoder, ...options, ...shape, '-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-f', container, ffmpegAddress(temporary)],
    path,
  );
  try {
    for (let index = frames.first; index <= frames.last; index++) {
      if (signal.aborted) throw failureError('cancelled');
      await pipe.write(await readFrame(frameFilePath(framesFolder, index)));
      onFrame(index);
    }
    await pipe.finish();
    await rename(temporary, path).catch((error: unknown) => Promise.reject(writeFailure(path, error) as Error));
  } finally {
    await pipe.stop();
    await rm(temporary, { force: true });
  }
}

/** A frame that was written a moment ago: where it is not there, the folder has gone. */
const readFrame = (path: string): Promise<Buffer> => readFile(path).catch((error: unknown) => Promise.reject(writeFailure(path, error) as Error));
