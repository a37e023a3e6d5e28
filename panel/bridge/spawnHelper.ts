import { FailureError, failureOf } from '#core/failure/result';
import type { Failure } from '#contracts/failure';
import { connectionToChild } from './childStreams.js';
import { helperPlace, obstacleBefore, obstacleOf, obstacleOfExit, type HelperPlace } from './helperPlace.js';
import type { HelperLink, OpenHelperLink } from './helperLink.js';
import type { ChildPrograms, NodeChild, NodeFiles } from './nodeProcess.js';

export interface SpawnParts {
  readonly programs: ChildPrograms;
  readonly files: NodeFiles;
  /** As Node names it: `win32`, `darwin`, `linux`. */
  readonly system: string;
  readonly extensionFolder: string;
  /** Hears what the helper prints on stderr: its log. */
  readonly onWords: (text: string) => void;
  /** Time an unwilling helper has before it is ended by force, milliseconds. */
  readonly grace?: number;
}

/** Some installers lose the permission to run (zip has none); giving it back is harmless. */
function makeRunnable(path: string, { files, system }: SpawnParts): void {
  if (system === 'win32' || (files.statSync(path).mode & 0o111) !== 0) return;
  try {
    files.chmodSync(path, 0o755);
  } catch {
    // The start itself will say so, in better words.
  }
}

/** Keeps the last words for a message, and passes all of them on. */
function keepWords(child: NodeChild, onWords: (text: string) => void): () => string {
  let words = '';
  child.stderr.on('data', (piece) => {
    const text = new TextDecoder().decode(new Uint8Array(piece));
    words = (words + text).slice(-4000);
    onWords(text);
  });
  return () => words;
}

function endGently(child: NodeChild, grace: number): void {
  child.stdin.end();
  const force = setTimeout(() => child.kill('SIGKILL'), grace);
  child.on('exit', () => clearTimeout(force));
}

/** How a helper ended: told by the system, so it is known a little after its line broke. */
function keepEnd(child: NodeChild, words: () => string): () => Failure {
  let failure: Failure | undefined;
  child.on('exit', (code, signal) => (failure = obstacleOfExit(code, signal, words())));
  return () => failure ?? failureOf('helper.lost', '', words());
}

/** Node reports a failed start as an event, not as an exception; a child without a number never started. */
function started(child: NodeChild, place: HelperPlace, system: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new FailureError(obstacleOf(error, place, system))));
    if (child.pid !== undefined) resolve();
  });
}

/** Starts the helper with the Node of the package, and speaks to it on stdin and stdout. It ends when stdin closes, so none is left behind. */
export function spawnHelper(parts: SpawnParts): OpenHelperLink {
  return async (): Promise<HelperLink> => {
    const place = helperPlace(parts.extensionFolder, parts.system);
    const obstacle = obstacleBefore(place, parts.files);
    if (obstacle) throw new FailureError(obstacle);
    makeRunnable(place.node, parts);
    const child = parts.programs.spawn(place.node, [place.script], { cwd: place.folder, windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const words = keepWords(child, parts.onWords);
    const whyLost = keepEnd(child, words);
    await started(child, place, parts.system);
    return { connection: connectionToChild(child), whyLost, close: () => endGently(child, parts.grace ?? 6000) };
  };
}
