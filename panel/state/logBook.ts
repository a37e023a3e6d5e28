import { createStore } from './store.js';

/** Lines kept for the log view; the file, where there is one, keeps more. */
const mostLines = 600;

export type LogSource = 'panel' | 'helper';

/** What the panel and its helper said of themselves, for a person who looks for the cause of a failure. */
export class LogBook {
  readonly lines = createStore<readonly string[]>([]);

  /** `file`: where the lines are kept too; absent where a page may write none. `keep` writes there and never throws. */
  constructor(
    readonly file?: string,
    private readonly keep: (text: string) => void = () => undefined,
    private readonly now: () => Date = () => new Date(),
  ) {}

  add(source: LogSource, text: string): void {
    const words = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    if (words.length === 0) return;
    const stamp = this.now().toISOString();
    const lines = words.map((line) => `${stamp} ${source}: ${line.slice(0, 2000)}`);
    this.keep(`${lines.join('\n')}\n`);
    this.lines.update((before) => [...before, ...lines].slice(-mostLines));
  }
}
