import { readFileSync } from 'node:fs';

const SCHEDULER_FILE = '/proc/thread-self/schedstat';

/**
 * Milliseconds of processor time that this thread has had, where the system tells (Linux); else the clock. Only differences have a meaning:
 * they measure a stage however busy the machine is.
 */
export const threadTime: () => number = isTold() ? () => Number(readFileSync(SCHEDULER_FILE, 'utf8').split(' ', 1)[0]) / 1e6 : () => performance.now();

function isTold(): boolean {
  try {
    return Number(readFileSync(SCHEDULER_FILE, 'utf8').split(' ', 1)[0]) > 0;
  } catch {
    return false;
  }
}
