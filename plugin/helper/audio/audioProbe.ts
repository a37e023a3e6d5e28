import { access } from 'node:fs/promises';
import { failureError } from '#core/failure/result';
import { parseJsonWith, list, optional, record, text, dictionary, number } from '#core/parsing/parser';
import { runProgram } from '../media/childProgram.js';
import { locateFfmpeg } from '../media/ffmpegLocation.js';

/** Where the sound of a file lies on the time that a host shows. */
export interface AudioProbe {
  /** Seconds from what a host shows at 0 to the first sample that is decoded; negative when the sound begins earlier. */
  readonly lead: number;
  readonly duration: number | undefined;
}

const seconds = optional(text(40));
const probed = record({
  streams: list(
    record({ index: number(), codec_type: optional(text()), start_time: seconds, disposition: optional(dictionary(number())) }),
  ),
  format: record({ format_name: optional(text()), start_time: seconds, duration: seconds }),
});
const firstFrames = record({ frames: list(record({ pts_time: seconds, best_effort_timestamp_time: seconds })) });

function toSeconds(stated: string | undefined): number | undefined {
  const value = Number(stated ?? NaN);
  return Number.isFinite(value) ? value : undefined;
}

async function ffprobe(path: string, args: readonly string[]): Promise<string> {
  const { output, code, errorOutput } = await runProgram(locateFfmpeg().ffprobe, ['-v', 'error', '-of', 'json', ...args, '-i', `file:${path}`]);
  if (code !== 0) throw failureError('media.unreadable', path, errorOutput.trim());
  return output.toString('utf8');
}

/** Time stamp of the first sample that is really played: encoder priming is skipped by the decoder, and only decoding tells how much. */
async function firstHeardSample(path: string): Promise<number | undefined> {
  const json = await ffprobe(path, ['-select_streams', 'a:0', '-read_intervals', '%+#8', '-show_entries', 'frame=pts_time,best_effort_timestamp_time']);
  const parsed = parseJsonWith(firstFrames, json, path);
  const frame = parsed.ok ? parsed.value.frames[0] : undefined;
  return toSeconds(frame?.pts_time ?? frame?.best_effort_timestamp_time);
}

/** QuickTime files have a timeline of their own whose 0 is what hosts show, even when the sound begins later. */
const hasOwnTimeline = (format: string): boolean => /\b(mov|mp4|m4a)\b/.test(format);

/** Finds the sound of a file. Fails with `media.missing`, `media.unreadable`, `media.noAudio`, `environment.ffmpegMissing`. */
export async function probeAudio(path: string): Promise<AudioProbe> {
  await access(path).catch((error: unknown) => {
    throw failureError('media.missing', path, String(error));
  });
  const parsed = parseJsonWith(probed, await ffprobe(path, ['-show_entries', 'stream=index,codec_type,start_time:stream_disposition=attached_pic:format=format_name,start_time,duration']), path);
  if (!parsed.ok) throw failureError('media.unreadable', path, parsed.failure.detail);
  const { streams, format } = parsed.value;
  if (!streams.some((stream) => stream.codec_type === 'audio')) throw failureError('media.noAudio', path);
  const heard = (await firstHeardSample(path)) ?? toSeconds(format.start_time) ?? 0;
  const picture = streams.find((stream) => stream.codec_type === 'video' && stream.disposition?.['attached_pic'] !== 1);
  const zero = picture ? (toSeconds(picture.start_time) ?? 0) : hasOwnTimeline(format.format_name ?? '') ? 0 : heard;
  return { lead: heard - zero, duration: toSeconds(format.duration) };
}
