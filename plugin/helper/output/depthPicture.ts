import { join } from 'node:path';
import sharp from 'sharp';
import { failureError } from '#core/failure/result';
import { makeGrid, type Grid } from '#core/depth/grid';
import { framesPerSecond } from '#core/time/frameRate';
import type { DepthPassport } from '#contracts/depthAsset';
import type { FrameIndex, Seconds, Size } from '#contracts/units';
import { runProgram } from '../media/childProgram.js';
import { locateFfmpeg } from '../media/ffmpegLocation.js';
import { ffmpegAddress } from '../media/probeMedia.js';
import { frameFileName, isVideo, patternOf } from './frameFiles.js';

/** Where one frame of a pass lies: a file of its own, or a place in the pass's video. */
export interface DepthFile {
  readonly path: string;
  /** Time in the video. */
  readonly at?: Seconds;
}

export function depthFileOf(folder: string, { format, frames, frameRate }: Pick<DepthPassport, 'format' | 'frames' | 'frameRate'>, index: FrameIndex): DepthFile {
  if (!isVideo(format)) return { path: join(folder, frameFileName(index, format)) };
  return { path: join(folder, patternOf(format)), at: (index - frames.first) / framesPerSecond(frameRate) };
}

/** Reads one frame of a pass at a size, file values 0 far .. 1 near. Throws `depth.incomplete` when it is missing or damaged. */
export async function readDepthPicture(file: DepthFile, size: Size): Promise<Grid> {
  try {
    const codes = /\.(png|tif)$/.test(file.path) ? await readPicture(file.path, size) : await readByFfmpeg(file, size);
    return makeGrid(size.width, size.height, Float32Array.from(codes, (code) => code / 65535));
  } catch (error) {
    throw failureError('depth.incomplete', file.path, String(error));
  }
}

async function readPicture(path: string, { width, height }: Size): Promise<Uint16Array> {
  const data = await sharp(path).toColourspace('grey16').resize(width, height, { fit: 'fill', kernel: 'linear' }).extractChannel(0).raw({ depth: 'ushort' }).toBuffer();
  return new Uint16Array(data.buffer, data.byteOffset, width * height);
}

/** OpenEXR and video: FFmpeg reads what sharp does not. */
async function readByFfmpeg({ path, at }: DepthFile, { width, height }: Size): Promise<Uint16Array> {
  const seek = at === undefined ? ['-f', 'image2', '-pattern_type', 'none'] : ['-ss', at.toFixed(6)];
  const filters = `scale=${width}:${height}:flags=bilinear:in_range=${at === undefined ? 'pc' : 'auto'}:out_range=pc,format=gray16le`;
  const args = ['-v', 'error', '-nostdin', ...seek, '-i', ffmpegAddress(path), '-frames:v', '1', '-vf', filters, '-f', 'rawvideo', '-pix_fmt', 'gray16le', 'pipe:1'];
  const { code, output, errorOutput } = await runProgram(locateFfmpeg().ffmpeg, args);
  if (code !== 0 || output.length !== width * height * 2) throw new Error(errorOutput.trim());
  return new Uint16Array(Uint8Array.from(output).buffer);
}
