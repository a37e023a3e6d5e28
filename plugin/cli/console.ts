import type { Failure } from '#contracts/failure';
import type { JobEvent, Report } from '#contracts/progress';
import { printProgress } from './progressLine.js';

/** Where a command speaks: events for programs, or lines for a person. */
export interface Console {
  readonly isJson: boolean;
  /** For jobs. */
  readonly report: Report;
  /** A line of the answer, for a person only. */
  say(line: string): void;
  /** The answer itself: one `done` event for programs, nothing for a person (who has read the lines). */
  finish(result: unknown): void;
  fail(failure: Failure): void;
}

/** Steps of a stage between two lines where the output is no terminal (a log), in per cent. */
const LOGGED_STEP = 25;

function jsonConsole(): Console {
  const print = (event: JobEvent): void => {
    process.stdout.write(`${JSON.stringify(event)}\n`);
  };
  return {
    isJson: true,
    report: print,
    say: () => undefined,
    finish: (result) => print({ event: 'done', result }),
    fail: (failure) => print({ event: 'failed', failure }),
  };
}

/** Progress on a terminal: one line, rewritten in place and cleared before anything else is said. */
function liveLine(): { show(text: string): void; clear(): void } {
  let shown = false;
  return {
    show(text) {
      process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
      shown = true;
    },
    clear() {
      if (shown) process.stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}

/** Progress in a log: a line whenever a stage begins, ends or has gone another quarter. */
function loggedLine(): { show(text: string): void; clear(): void } {
  let last = '';
  return {
    show(text) {
      const [stage, rest] = text.split(/ +(?=\d+ %)/);
      const step = `${stage} ${Math.floor(parseInt(rest ?? '0', 10) / LOGGED_STEP)}`;
      if (step !== last) process.stderr.write(`${text}\n`);
      last = step;
    },
    clear: () => undefined,
  };
}

function personConsole(): Console {
  const line = process.stderr.isTTY ? liveLine() : loggedLine();
  const say = (text: string): void => {
    line.clear();
    process.stdout.write(`${text}\n`);
  };
  return {
    isJson: false,
    report(event) {
      if (event.event === 'progress') line.show(printProgress(event));
      else if (event.event === 'note') say(event.message);
    },
    say,
    finish: () => line.clear(),
    fail(failure) {
      line.clear();
      process.stderr.write(`${failure.message} ${failure.remedy}\n`);
      if (failure.detail !== undefined && (failure.code === 'internal.bug' || process.env['DEPTHBEAT_DEBUG'])) process.stderr.write(`${failure.detail}\n`);
    },
  };
}

/** A reader that has had enough (`depthbeat models | head`) closes its end: what is being made is finished all the same. */
function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

export function openConsole(isJson: boolean): Console {
  outliveReaders();
  return isJson ? jsonConsole() : personConsole();
}
