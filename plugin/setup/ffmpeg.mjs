import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installDebianPackage } from './debian.mjs';
import { answers, findOnPath, root, runNpm, SetupError } from './program.mjs';

const tools = join(root, '.tools');
const exe = process.platform === 'win32' ? '.exe' : '';

/** The same places, in the same order, as `plugin/helper/media/ffmpegLocation.ts` looks. */
function isFfmpegThere() {
  const given = process.env.DEPTHBEAT_FFMPEG;
  const folders = [given, given ? dirname(given) : undefined, join(root, 'ffmpeg')];
  const inFolder = folders.some((folder) => folder && existsSync(join(folder, `ffmpeg${exe}`)) && existsSync(join(folder, `ffprobe${exe}`)));
  return inFolder || isToolsCopyThere() || (findOnPath('ffmpeg') !== undefined && findOnPath('ffprobe') !== undefined);
}

function isToolsCopyThere() {
  const modules = join(tools, 'node_modules');
  const probe = join(modules, 'ffprobe-static', 'bin', process.platform, process.arch, `ffprobe${exe}`);
  const program = join(modules, 'ffmpeg-static', `ffmpeg${exe}`);
  return existsSync(probe) && existsSync(program) && answers(program, ['-version']);
}

/** `ffmpeg-static` is GPL and downloads its program: fetched into a folder of its own for development, never a dependency and never shipped. */
async function tryToolsCopy() {
  console.log('FFmpeg is not installed: trying a copy for this folder alone …');
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'package.json'), JSON.stringify({ private: true, allowScripts: { 'ffmpeg-static': true } }));
  await runNpm(['install', '--no-audit', '--no-fund', '--loglevel=error', '--fetch-timeout=60000', 'ffmpeg-static@5', 'ffprobe-static@3'], { quiet: true, cwd: tools });
  if (isToolsCopyThere()) return true;
  rmSync(tools, { recursive: true, force: true });
  return false;
}

/** Makes sure that there is an FFmpeg, or throws one sentence that says how to get it. */
export async function ensureFfmpeg() {
  if (isFfmpegThere()) return;
  if ((await installDebianPackage('ffmpeg')) && isFfmpegThere()) return;
  if (await tryToolsCopy()) return;
  throw new SetupError('FFmpeg was not found: install it (macOS: brew install ffmpeg; Windows: winget install ffmpeg; Debian and Ubuntu: apt-get install ffmpeg) and run the same command again.');
}
