import type { FailureCode } from '#contracts/failure';

/** What the command line ends with; printed by `depthbeat --help`. */
export const exitCodes = {
  done: 0,
  /** The job failed: bad input, an unwritable folder, a model that does not fit. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** Something the program needs is not installed. */
  environment: 3,
  /** A fault of Depthbeat's own. */
  bug: 70,
  /** Stopped by Ctrl-C; the same command goes on. */
  stopped: 130,
} as const;

export const exitCodeHelp = [
  'Exit codes:',
  `  ${exitCodes.done}    done`,
  `  ${exitCodes.failed}    the job failed (input, folder, model): the message says why and what to do`,
  `  ${exitCodes.usage}    the command line is wrong`,
  `  ${exitCodes.environment}    something is not installed (Node, FFmpeg, a model)`,
  `  ${exitCodes.bug}   a fault of Depthbeat's own`,
  `  ${exitCodes.stopped}  stopped by Ctrl-C: run the same command again to go on`,
].join('\n');

export function exitCodeFor(code: FailureCode): number {
  if (code === 'cancelled') return exitCodes.stopped;
  if (code === 'internal.bug') return exitCodes.bug;
  if (code === 'usage.invalid') return exitCodes.usage;
  return code.startsWith('environment.') || code === 'model.missing' ? exitCodes.environment : exitCodes.failed;
}
