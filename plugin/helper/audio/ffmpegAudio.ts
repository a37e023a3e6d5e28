import type { Hertz } from '#contracts/units';
import { failureError } from '#core/failure/result';
import { startProgram } from '../media/childProgram.js';
import { locateFfmpeg } from '../media/ffmpegLocation.js';
import { probeAudio } from './audioProbe.js';
import type { AudioSource } from './audioSource.js';

/** Gaps of more than a tenth of a second inside the sound become silence, as hosts play them. */
function decodeArguments(path: string, sampleRate: Hertz): string[] {
  const resample = `aresample=${sampleRate}:async=1:min_hard_comp=0.1`;
  return ['-v', 'error', '-nostdin', '-i', `file:${path}`, '-map', '0:a:0', '-vn', '-sn', '-dn', '-af', resample, '-ac', '1', '-f', 'f32le', 'pipe:1'];
}

/** Whole samples out of arbitrary pieces of a pipe. The result owns its memory, aligned for Float32Array. */
function makeSampleJoiner(): (piece: Buffer) => Float32Array {
  let rest = Buffer.alloc(0);
  return (piece) => {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % 4);
    const samples = new Float32Array(whole / 4);
    new Uint8Array(samples.buffer).set(bytes.subarray(0, whole));
    rest = Buffer.from(bytes.subarray(whole));
    return samples;
  };
}

async function* decode(path: string, args: readonly string[], signal: AbortSignal): AsyncGenerator<Float32Array> {
  if (signal.aborted) throw failureError('cancelled');
  const program = startProgram(locateFfmpeg().ffmpeg, args);
  signal.addEventListener('abort', program.stop, { once: true });
  program.child.stdin.end();
  const join = makeSampleJoiner();
  let count = 0;
  try {
    for await (const piece of program.child.stdout as AsyncIterable<Buffer>) {
      const samples = join(piece);
      count += samples.length;
      if (samples.length > 0) yield samples;
    }
    const end = await program.ended;
    if (signal.aborted) throw failureError('cancelled');
    if (count === 0) throw failureError(end.code === 0 ? 'audio.empty' : 'media.unreadable', path, end.errorOutput.trim());
  } finally {
    signal.removeEventListener('abort', program.stop);
    program.stop();
  }
}

/**
 * Puts the first sample at its time: a late sound is preceded by silence, and what lies before the picture is cut.
 * Done here and not by the resampler, whose own way (`first_pts`) was found 8 ms off on MP3 (FFmpeg 5.1).
 */
async function* shift(blocks: AsyncIterable<Float32Array>, samples: number): AsyncGenerator<Float32Array> {
  const longest = 1 << 16;
  for (let left = samples; left > 0; left -= longest) yield new Float32Array(Math.min(left, longest));
  let surplus = Math.max(0, -samples);
  for await (const block of blocks) {
    const kept = block.subarray(Math.min(surplus, block.length));
    surplus -= block.length - kept.length;
    if (kept.length > 0) yield kept;
  }
}

/**
 * Opens the sound of any file or video that FFmpeg reads, mixed to one channel at `sampleRate`.
 * Fails with `media.missing`, `media.unreadable`, `media.noAudio`, `environment.ffmpegMissing`. A file that breaks
 * off in the middle gives what could be decoded.
 */
export async function openFfmpegAudio(path: string, sampleRate: Hertz): Promise<AudioSource> {
  const probe = await probeAudio(path);
  return {
    sampleRate,
    statedDuration: probe.duration,
    blocks: (signal) => shift(decode(path, decodeArguments(path, sampleRate), signal), Math.round(probe.lead * sampleRate)),
  };
}
