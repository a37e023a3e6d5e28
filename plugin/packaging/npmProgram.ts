import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function npmScript(): string | undefined {
  const beside = dirname(process.execPath);
  const given = process.env['npm_execpath'];
  return [
    given?.endsWith('npm-cli.js') ? given : undefined,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path): path is string => path !== undefined && existsSync(path));
}

/** Runs npm in a folder, without a shell; throws with npm's own words when it fails. */
export function runNpmIn(folder: string, args: readonly string[]): void {
  const script = npmScript();
  const [program, all] = script ? [process.execPath, [script, ...args]] : ['npm', [...args]];
  const run = spawnSync(program, all, { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(`npm ${args[0] ?? ''} failed in the package: ${run.stderr?.trim().split('\n').slice(-5).join(' ') ?? String(run.error)}`);
}
