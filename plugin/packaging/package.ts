import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#helper/media/projectRoot';
import { extensionConfig } from './extensionConfig.js';
import { ffmpegLicence } from './ffmpegLicence.js';
import { bytesBelow, listSizes, printMegabytes } from './folderSizes.js';
import { platformNames, platforms, type Platform } from './platforms.js';
import { signExtension } from './signing.js';
import { helperFolder, stageExtension } from './stageExtension.js';

const help = `npm run package -- --platform ${platformNames.join('|')} [--out DIR] [--ffmpeg FOLDER [--allow-gpl-ffmpeg]] [--certificate FILE.p12]`;

function readArguments() {
  const { values } = parseArgs({
    options: {
      platform: { type: 'string', default: `${process.platform}-${process.arch}` },
      out: { type: 'string' },
      ffmpeg: { type: 'string' },
      'allow-gpl-ffmpeg': { type: 'boolean', default: false },
      certificate: { type: 'string' },
    },
  });
  return values;
}

/** Puts an FFmpeg beside the helper, unless its licence would spread to the package. */
function addFfmpeg(target: string, source: string, platform: Platform, isGplAllowed: boolean): void {
  const ending = platform.os === 'win32' ? '.exe' : '';
  const programs = ['ffmpeg', 'ffprobe'].map((name) => join(source, `${name}${ending}`));
  for (const program of programs) if (!existsSync(program)) throw new Error(`There is no ${program}.`);
  const licence = ffmpegLicence(programs[0]!);
  if (licence !== 'LGPL' && !isGplAllowed) {
    throw new Error(`This FFmpeg is ${licence}: it may not go into the package. Take an LGPL build, or pass --allow-gpl-ffmpeg for a package that is not passed on.`);
  }
  const folder = join(target, helperFolder, 'ffmpeg');
  mkdirSync(folder, { recursive: true });
  for (const program of programs) cpSync(program, join(folder, basename(program)));
}

function main(): void {
  const values = readArguments();
  const platform = platforms[values.platform];
  if (!platform) throw new Error(`There is no platform ${values.platform}. ${help}`);
  const folder = values.out ?? join(projectRoot(), 'dist', 'package', values.platform);
  const target = join(folder, extensionConfig.bundleId);
  stageExtension(projectRoot(), target, platform);
  if (values.ffmpeg) addFfmpeg(target, values.ffmpeg, platform, values['allow-gpl-ffmpeg']);
  console.log(`Extension for ${values.platform}: ${target}`);
  for (const line of listSizes(target)) console.log(line);
  console.log(`${printMegabytes(bytesBelow(target)).padStart(10)}  in all`);
  if (!values.ffmpeg) console.log('FFmpeg is not inside: the helper uses the one on the user\'s PATH (add one with --ffmpeg FOLDER).');
  console.log(signExtension(target, join(folder, `depthbeat-${extensionConfig.version}-${values.platform}.zxp`), { certificate: values.certificate, password: process.env['ZXP_PASSWORD'] }));
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
