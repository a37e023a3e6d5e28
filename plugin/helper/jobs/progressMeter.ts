import type { Report } from '#contracts/progress';

/** Least time between two progress events, milliseconds. */
const EVERY = 200;
/** Span over which the rate is taken, milliseconds. */
const RECENT = 6000;

/** Counts units of a stage and reports them with rate and time left; `already` units were done before this run. */
export class ProgressMeter {
  readonly #marks: { readonly time: number; readonly done: number }[] = [];
  #reported = -Infinity;

  constructor(
    readonly report: Report,
    readonly stage: string,
    readonly total: number,
    already = 0,
  ) {
    this.#marks.push({ time: performance.now(), done: already });
    if (already > 0) this.report({ event: 'progress', stage, done: already, total: Math.max(total, already) });
  }

  reach(done: number): void {
    const time = performance.now();
    const total = Math.max(this.total, done);
    if (time - this.#reported < EVERY && done < total) return;
    this.#reported = time;
    this.#marks.push({ time, done });
    while (this.#marks.length > 2 && time - this.#marks[1]!.time > RECENT) this.#marks.shift();
    const from = this.#marks[0]!;
    const rate = time > from.time ? ((done - from.done) * 1000) / (time - from.time) : 0;
    const known = rate > 0 ? { rate, secondsLeft: (total - done) / rate } : {};
    this.report({ event: 'progress', stage: this.stage, done, total, ...known });
  }
}
