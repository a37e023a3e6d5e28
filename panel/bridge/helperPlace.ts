import type { Failure } from '#contracts/failure';
import { failureOf } from '#core/failure/result';
import type { NodeFiles } from './nodeProcess.js';

/** Where a packaged extension keeps its Node and its helper (plugin/packaging/stageExtension). */
export interface HelperPlace {
  readonly node: string;
  readonly script: string;
  readonly folder: string;
}

/** `system`: as Node names it (`win32`, `darwin`, ...). Forward slashes work on every system. */
export function helperPlace(extensionFolder: string, system: string): HelperPlace {
  const folder = `${extensionFolder}/helper`;
  return { node: `${extensionFolder}/node/${system === 'win32' ? 'node.exe' : 'node'}`, script: `${folder}/build/plugin/helper/main.js`, folder };
}

/** What keeps a helper from starting that can be seen beforehand, in one sentence with what to do. */
export function obstacleBefore(place: HelperPlace, files: Pick<NodeFiles, 'existsSync'>): Failure | undefined {
  const missing = [place.node, place.script].find((path) => !files.existsSync(path));
  if (missing === undefined) return undefined;
  return { ...failureOf('helper.lost', '', missing), message: `A part of Depthbeat is missing: ${missing}.`, remedy: 'Install the extension again; a virus scanner may have moved the file into quarantine.' };
}

/** What a system error of the start means to a person. */
export function obstacleOf(error: { readonly code?: string; readonly message: string }, place: HelperPlace, system: string): Failure {
  const base = failureOf('helper.lost', '', error.message);
  if (error.code === 'EACCES' || error.code === 'EPERM') {
    const remedy = system === 'darwin'
      ? 'Allow it under System Settings > Privacy & Security, or install the signed extension; the file must not be in quarantine.'
      : 'Allow the program in your virus scanner, and check that you may run programs from that folder.';
    return { ...base, message: `The system did not let ${place.node} start.`, remedy };
  }
  if (error.code === 'ENOENT') return { ...base, message: `${place.node} is not there.`, remedy: 'Install the extension again.' };
  return { ...base, message: `The depth helper could not start: ${error.message}.`, remedy: 'Install the extension again; the log in the panel menu says more.' };
}

/** A helper that ended before it could greet: killed at once is what quarantine looks like on macOS. */
export function obstacleOfExit(code: number | null, signal: string | null, words: string): Failure {
  const how = signal === null ? `with code ${String(code)}` : `by ${signal}`;
  const killed = signal === 'SIGKILL' || signal === 'SIGTRAP';
  return {
    ...failureOf('helper.lost', '', words.slice(-2000)),
    message: `The depth helper ended ${how}.`,
    remedy: killed ? 'The system stopped it: take the extension folder out of quarantine, or install the signed extension.' : 'Try again; if it happens again, the log in the panel menu says why.',
  };
}
