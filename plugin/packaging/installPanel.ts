import { writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '#helper/media/projectRoot';
import { carryOut, describeStep } from './carryOut.js';
import { extensionConfig } from './extensionConfig.js';
import { printDebugFile } from './extensionManifest.js';
import { installSteps, uninstallSteps, type Machine } from './installSteps.js';
import { platforms } from './platforms.js';
import { stageExtension } from './stageExtension.js';

const stagedFolder = (): string => join(projectRoot(), 'dist', 'installed', extensionConfig.bundleId);

function stageForThisMachine(): string {
  const platform = platforms[`${process.platform}-${process.arch}`];
  if (!platform) throw new Error(`The panel cannot be built for ${process.platform}-${process.arch}.`);
  const staged = stagedFolder();
  stageExtension(projectRoot(), staged, platform);
  writeFileSync(join(staged, '.debug'), printDebugFile());
  return staged;
}

/** `install-panel [--dry-run [--platform darwin|win32]]`, `uninstall-panel [--debug-mode] [--dry-run ...]`: a dry run only says what would be done. */
function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'debug-mode': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false }, platform: { type: 'string' } } });
  const isDry = values['dry-run'];
  const platform = isDry ? ((values.platform as NodeJS.Platform | undefined) ?? process.platform) : process.platform;
  const machine: Machine = { platform, home: homedir(), appData: process.env['APPDATA'] === '' ? undefined : process.env['APPDATA'] };
  if (platform !== 'darwin' && platform !== 'win32') {
    console.log('After Effects and Premiere Pro run on macOS and Windows only: there is nothing to install the panel into here.');
    return;
  }
  const isRemoval = positionals[0] === 'uninstall';
  const staged = isRemoval ? '' : isDry ? stagedFolder() : stageForThisMachine();
  const steps = isRemoval ? uninstallSteps(machine, values['debug-mode']) : installSteps(machine, staged);
  for (const step of steps) console.log(isDry ? `would ${describeStep(step)}` : carryOut(step));
  if (!isDry) console.log(isRemoval ? 'Done.' : 'Done: restart the host and open Window > Extensions > Depthbeat.');
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
