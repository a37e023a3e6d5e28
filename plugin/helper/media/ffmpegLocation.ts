import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { failureError } from '#core/failure/result';
import { projectRoot } from './projectRoot.js';

export interface FfmpegLocation {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Where it was found, for `doctor`. */
  readonly origin: 'DEPTHBEAT_FFMPEG' | 'package' | 'tools' | 'PATH';
}

const executable = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

function bothIn(folder: string, origin: FfmpegLocation['origin']): FfmpegLocation | undefined {
  const ffmpeg = join(folder, executable('ffmpeg'));
  const ffprobe = join(folder, executable('ffprobe'));
  return isFile(ffmpeg) && isFile(ffprobe) ? { ffmpeg, ffprobe, origin } : undefined;
}

function fromVariable(): FfmpegLocation | undefined {
  const given = process.env['DEPTHBEAT_FFMPEG'];
  if (!given) return undefined;
  return bothIn(isFile(given) ? dirname(given) : given, 'DEPTHBEAT_FFMPEG');
}

/** npm packages `ffmpeg-static` and `ffprobe-static`, which set-up tries to fetch where no system package is to be had. */
function fromTools(): FfmpegLocation | undefined {
  const modules = join(projectRoot(), '.tools', 'node_modules');
  const ffmpeg = join(modules, 'ffmpeg-static', executable('ffmpeg'));
  const ffprobe = join(modules, 'ffprobe-static', 'bin', process.platform, process.arch, executable('ffprobe'));
  return isFile(ffmpeg) && isFile(ffprobe) ? { ffmpeg, ffprobe, origin: 'tools' } : undefined;
}

function fromPath(): FfmpegLocation | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const found = folder === '' ? undefined : bothIn(folder, 'PATH');
    if (found) return found;
  }
  return undefined;
}

let located: FfmpegLocation | undefined;

/**
 * Finds FFmpeg: `DEPTHBEAT_FFMPEG` (a folder or the program), the copy inside a package, the tools folder, then PATH.
 * Throws `environment.ffmpegMissing`.
 */
export function locateFfmpeg(): FfmpegLocation {
  located ??= fromVariable() ?? bothIn(join(projectRoot(), 'ffmpeg'), 'package') ?? fromTools() ?? fromPath();
  if (!located) throw failureError('environment.ffmpegMissing');
  return located;
}
