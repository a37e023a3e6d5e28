import { once } from 'node:events';
import { printFrameRate } from '#core/time/frameRate';
import { startProgram, type StartedProgram } from '#helper/media/childProgram';
import { locateFfmpeg } from '#helper/media/ffmpegLocation';
import { sampleTiming } from './sampleTiming.js';

export interface ClipEncoder {
  readonly write: (frame: Uint8Array) => Promise<void>;
  readonly finish: () => Promise<void>;
}

interface ClipFormat {
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: 'rgb24' | 'gray';
  readonly quality: number;
}

function start(path: string, format: ClipFormat): StartedProgram {
  const { width, height, pixelFormat, quality } = format;
  const input = ['-f', 'rawvideo', '-pix_fmt', pixelFormat, '-s', `${width}x${height}`, '-r', printFrameRate(sampleTiming.frameRate), '-i', 'pipe:0'];
  const colour = ['-vf', 'scale=out_color_matrix=bt709:out_range=tv', '-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'];
  const codec = ['-c:v', 'libx264', '-preset', 'veryslow', '-crf', String(quality), '-pix_fmt', 'yuv420p', '-movflags', '+faststart', '-fflags', '+bitexact', '-map_metadata', '-1'];
  return startProgram(locateFfmpeg().ffmpeg, ['-v', 'error', '-y', ...input, ...colour, ...codec, path]);
}

/** Writes raw frames as H.264, BT.709, at the sample's rate. */
export function encodeClip(path: string, format: ClipFormat): ClipEncoder {
  const program = start(path, format);
  return {
    write: async (frame) => {
      if (!program.child.stdin.write(frame)) await once(program.child.stdin, 'drain');
    },
    finish: async () => {
      program.child.stdin.end();
      const end = await program.ended;
      if (end.code !== 0) throw new Error(`FFmpeg could not write ${path}: ${end.errorOutput}`);
    },
  };
}
