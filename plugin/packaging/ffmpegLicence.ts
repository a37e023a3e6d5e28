import { spawnSync } from 'node:child_process';

export type FfmpegLicence = 'LGPL' | 'GPL' | 'nonfree' | 'unknown';

/** Reads from FFmpeg's own build line under which licence this copy may be passed on. */
export function ffmpegLicenceFrom(versionOutput: string): FfmpegLicence {
  if (!/^configuration:|\bconfiguration:/m.test(versionOutput)) return 'unknown';
  if (versionOutput.includes('--enable-nonfree')) return 'nonfree';
  return versionOutput.includes('--enable-gpl') ? 'GPL' : 'LGPL';
}

export function ffmpegLicence(program: string): FfmpegLicence {
  const run = spawnSync(program, ['-version'], { encoding: 'utf8' });
  return run.status === 0 ? ffmpegLicenceFrom(run.stdout) : 'unknown';
}
