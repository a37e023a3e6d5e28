import { once } from 'node:events';
import { failureError } from '#core/failure/result';
import { startProgram } from '../media/childProgram.js';
import { locateFfmpeg } from '../media/ffmpegLocation.js';

/** An encoder that takes pictures one by one. */
export interface RawVideoPipe {
  /** Waits while the encoder is behind, so that memory stays bounded. Throws `media.encodeFailed` when it has ended. */
  readonly write: (pixels: Uint8Array) => Promise<void>;
  /** Waits for the file to be whole. Throws `media.encodeFailed` or `output.diskFull`. */
  readonly finish: () => Promise<void>;
  /** Ends the encoder if it still runs and waits for it, so that its file may be removed. */
  readonly stop: () => Promise<void>;
}

/** Starts FFmpeg on arguments whose first input is `pipe:0`. `subject` is the file's name for failures. */
export function openRawVideoPipe(args: readonly string[], subject: string): RawVideoPipe {
  const { child, ended, stop } = startProgram(locateFfmpeg().ffmpeg, ['-v', 'error', '-y', ...args]);
  child.stdout.resume();
  const refuse = async (): Promise<never> => {
    const { errorOutput, startError } = await ended;
    if (/No space left/i.test(errorOutput)) throw failureError('output.diskFull', subject, errorOutput.trim());
    throw failureError('media.encodeFailed', subject, startError ? String(startError) : errorOutput.trim());
  };
  return {
    write: async (pixels) => {
      if (child.exitCode !== null || !child.stdin.writable) await refuse();
      if (!child.stdin.write(pixels)) await Promise.race([once(child.stdin, 'drain'), ended]);
    },
    finish: async () => {
      child.stdin.end();
      const { code } = await ended;
      if (code !== 0) await refuse();
    },
    stop: async () => {
      stop();
      await ended;
    },
  };
}
