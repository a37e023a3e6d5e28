import { toFailure } from '#core/failure/result';
import { openConsole, type Console } from './console.js';
import { exitCodeFor, exitCodes } from './exitCodes.js';

export interface CommandContext {
  readonly console: Console;
  /** Aborted by the first Ctrl-C; a second one ends the process at once. */
  readonly signal: AbortSignal;
}

function abortOnInterrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.stopped);
    controller.abort();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onInterrupt);
    },
  };
}

/**
 * Runs one command to its end: its result becomes a `done` event, anything thrown becomes one clear sentence and an
 * exit code, Ctrl-C becomes a stop that can go on later.
 */
export async function runCommand(options: { json?: boolean }, body: (context: CommandContext) => Promise<unknown>): Promise<void> {
  const console = openConsole(options.json === true);
  const interrupt = abortOnInterrupt();
  try {
    console.finish(await body({ console, signal: interrupt.signal }));
    process.exitCode = exitCodes.done;
  } catch (error) {
    const failure = toFailure(error);
    console.fail(failure);
    process.exitCode = exitCodeFor(failure.code);
  } finally {
    interrupt.release();
  }
}
