import { FailureError } from '#core/failure/result';
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
  /** The helper's log: what it prints on stderr is added here. */
  readonly logFile: string;
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

/** Keeps the last words for a message, and all of them in the log. */
function keepWords(child: NodeChild, { files, logFile }: SpawnParts): () => string {
  let words = '';
  child.stderr.on('data', (piece) => {
    const text = new TextDecoder().decode(Uint8Array.from(piece));
    words = (words + text).slice(-4000);
    try {
      files.appendFileSync(logFile, text);
    } catch {
      // A log that cannot be written must not stop the work.
    }
  });
  return () => words;
}

function endGently(child: NodeChild, grace: number): void {
  child.stdin.end();
  const force = setTimeout(() => child.kill('SIGKILL'), grace);
  child.on('exit', () => clearTimeout(force));
}

/** Waits for the first sign of life or death. Node reports a failed start as an event, not as an exception. */
function started(child: NodeChild, place: HelperPlace, parts: SpawnParts, words: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new FailureError(obstacleOf(error, place, parts.system))));
    child.on('exit', (code, signal) => reject(new FailureError(obstacleOfExit(code, signal, words()))));
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
    const words = keepWords(child, parts);
    await started(child, place, parts, words);
    return { connection: connectionToChild(child), lastWords: words, close: () => endGently(child, parts.grace ?? 3000) };
  };
}
