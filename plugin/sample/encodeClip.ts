import { printFrameRate } from '#core/time/frameRate';
import { openRawVideoPipe, type RawVideoPipe } from '#helper/output/rawVideoPipe';
import { sampleTiming } from './sampleTiming.js';

export interface ClipFormat {
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: 'rgb24' | 'gray';
  /** x264's constant rate factor. */
  readonly quality: number;
}

/** Writes raw frames as H.264, BT.709, at the sample's rate. */
export function encodeClip(path: string, { width, height, pixelFormat, quality }: ClipFormat): RawVideoPipe {
  const input = ['-f', 'rawvideo', '-pix_fmt', pixelFormat, '-s', `${width}x${height}`, '-r', printFrameRate(sampleTiming.frameRate), '-i', 'pipe:0'];
  const colour = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
  const codec = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', String(quality), '-pix_fmt', 'yuv420p', '-movflags', '+faststart', '-fflags', '+bitexact', '-map_metadata', '-1'];
  return openRawVideoPipe([...input, ...colour, ...codec, path], path);
}
