import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Lets the calling thread, another one of this process, or a process that has just been started (`id`), run where others leave processors idle. A large network leaves one of two cores idle
 * for a tenth of its time, since some of its operators keep one thread only; what is done beside it fits in there and then costs it next to nothing (measured: 80 ms of work
 * a frame made a frame of 886 ms take 926 to 978, at the lowest priority 892 to 912).
 *
 * Linux has a priority for each thread (setpriority(2), "C library/kernel differences"); elsewhere only processes have one, and nothing is done. Without rights it
 * cannot be taken back.
 */
export function giveWay(id = 0): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(id, constants.priority.PRIORITY_LOW);
  } catch {
    // A program that has ended already, or a system that does not allow it: then the work shares as before.
  }
}

/** The threads that this process has now, the engine's for collecting and the ones that read and write files among them; none where they have no priority of their own. */
export function threadsNow(): number[] {
  return process.platform === 'linux' ? readdirSync('/proc/self/task').map(Number) : [];
}
