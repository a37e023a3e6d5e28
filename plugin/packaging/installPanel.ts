import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '#helper/media/projectRoot';
import { extensionConfig } from './extensionConfig.js';
import { printDebugFile } from './extensionManifest.js';
import { installSteps, uninstallSteps, type InstallStep, type Machine } from './installSteps.js';
import { platforms } from './platforms.js';
import { stageExtension } from './stageExtension.js';

/** Removes our own link or folder. Anything else of that name is the user's and stays. */
function unlink(path: string): string {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there) return `nothing was at ${path}`;
  if (!there.isSymbolicLink() && !existsSync(join(path, 'CSXS', 'manifest.xml'))) throw new Error(`${path} is not a Depthbeat extension: move it away first.`);
  rmSync(path, { recursive: true });
  return `removed ${path}`;
}

function carryOut(step: InstallStep): string {
  if (step.kind === 'unlink') return unlink(step.path);
  if (step.kind === 'link') {
    mkdirSync(dirname(step.to), { recursive: true });
    // A junction needs no special right on Windows.
    symlinkSync(step.from, step.to, 'junction');
    return `linked ${step.to} to ${step.from}`;
  }
  const run = spawnSync(step.program, [...step.args], { encoding: 'utf8' });
  return run.status === 0 ? step.what : `${step.what}: not done (${(run.stderr ?? String(run.error)).trim()})`;
}

function stageForThisMachine(): string {
  const platform = platforms[`${process.platform}-${process.arch}`];
  if (!platform) throw new Error(`The panel cannot be built for ${process.platform}-${process.arch}.`);
  const staged = join(projectRoot(), 'dist', 'installed', extensionConfig.bundleId);
  stageExtension(projectRoot(), staged, platform);
  writeFileSync(join(staged, '.debug'), printDebugFile());
  return staged;
}

function main(): void {
  const machine: Machine = { platform: process.platform, home: homedir(), appData: process.env['APPDATA'] };
  if (machine.platform !== 'darwin' && machine.platform !== 'win32') {
    console.log('After Effects and Premiere Pro run on macOS and Windows only: there is nothing to install the panel into here.');
    return;
  }
  const isRemoval = process.argv[2] === 'uninstall';
  const steps = isRemoval ? uninstallSteps(machine, process.argv.includes('--debug-mode')) : installSteps(machine, stageForThisMachine());
  for (const step of steps) console.log(carryOut(step));
  console.log(isRemoval ? 'Done.' : 'Done: restart the host and open Window > Extensions > Depthbeat.');
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
