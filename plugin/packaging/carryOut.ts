import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { InstallStep } from './installSteps.js';

/** Runs a program of the system; `words` is what it complained of. */
export type RunProgram = (program: string, args: readonly string[]) => { readonly isDone: boolean; readonly words: string };

const runForReal: RunProgram = (program, args) => {
  const run = spawnSync(program, [...args], { encoding: 'utf8' });
  return { isDone: run.status === 0, words: (run.stderr ?? String(run.error)).trim() };
};

/** Removes our own link or folder. Anything else of that name is the user's and stays. */
function unlink(path: string): string {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there) return `nothing was at ${path}`;
  if (!there.isSymbolicLink() && !existsSync(join(path, 'CSXS', 'manifest.xml'))) throw new Error(`${path} is not a Depthbeat extension: move it away first.`);
  // Of a link only itself goes, never what it leads to.
  rmSync(path, { recursive: !there.isSymbolicLink() });
  return `removed ${path}`;
}

/** What a step is about to do, in words. */
export function describeStep(step: InstallStep): string {
  if (step.kind === 'unlink') return `remove ${step.path}, if it is there`;
  if (step.kind === 'link') return `link ${step.to} to ${step.from}`;
  return `run ${step.program} ${step.args.join(' ')} (${step.what})`;
}

/** Carries out a step and says what was done. Throws when something in the way is not ours. */
export function carryOut(step: InstallStep, run: RunProgram = runForReal): string {
  if (step.kind === 'unlink') return unlink(step.path);
  if (step.kind === 'link') {
    mkdirSync(dirname(step.to), { recursive: true });
    // A junction needs no special right on Windows.
    symlinkSync(step.from, step.to, 'junction');
    return `linked ${step.to} to ${step.from}`;
  }
  const { isDone, words } = run(step.program, step.args);
  return isDone ? step.what : `${step.what}: not done (${words})`;
}
