import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const isRoot = () => typeof process.getuid === 'function' && process.getuid() === 0;

/** A set-up step that cannot go on: one sentence for the user, and the exit code for a missing part of the environment. */
export class SetupError extends Error {
  exitCode = 3;
}

/**
 * Full path of a program on PATH, or undefined.
 * @param {string} name
 */
export function findOnPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path) && statSync(path).isFile());
}

/**
 * Runs a program to its end with its output on this terminal; resolves with its exit code. Never a shell.
 * @param {string} program
 * @param {string[]} args
 * @param {{ quiet?: boolean, cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: options.quiet ? ['ignore', 'ignore', 'inherit'] : 'inherit',
    });
    // The child belongs to the same terminal: it gets Ctrl-C itself, so this process only waits for it.
    const wait = () => undefined;
    process.on('SIGINT', wait);
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => {
      process.off('SIGINT', wait);
      resolve(signal === 'SIGINT' ? 130 : (code ?? 1));
    });
  });
}

/**
 * Where npm's own script lies, so that npm is started by this Node without a shell on every platform.
 * @returns {string | undefined}
 */
function npmScript() {
  const beside = dirname(process.execPath);
  return [
    process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined,
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((path) => path !== undefined && existsSync(path));
}

/**
 * @param {string[]} args
 * @param {{ quiet?: boolean, cwd?: string }} [options]
 */
export function runNpm(args, options) {
  const script = npmScript();
  return script ? run(process.execPath, [script, ...args], options) : run('npm', args, options);
}

/**
 * True when a program answers.
 * @param {string} program
 * @param {string[]} args
 */
export function answers(program, args) {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
