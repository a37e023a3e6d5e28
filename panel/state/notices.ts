import type { Failure } from '#contracts/failure';
import { remedyOf } from '../strings.js';
import { createStore } from './store.js';

export interface Notice {
  readonly id: number;
  readonly tone: 'good' | 'info' | 'warn' | 'bad';
  readonly message: string;
  readonly remedy?: string;
  /** Words of the part that failed, for those who want them. */
  readonly detail?: string;
}

/** Most notices that stand at once; the oldest go. */
const most = 3;
/** Good news goes by itself after this long, milliseconds. */
const shortLife = 6000;

/** What the panel has to say to the editor, newest last. */
export class Notices {
  readonly list = createStore<readonly Notice[]>([]);
  private last = 0;

  constructor(private readonly onFailure: (failure: Failure) => void = () => undefined) {}

  add(notice: Omit<Notice, 'id'>): void {
    const id = ++this.last;
    this.list.update((notices) => [...notices.filter(({ message }) => message !== notice.message), { ...notice, id }].slice(-most));
    if (notice.tone === 'good' || notice.tone === 'info') setTimeout(() => this.remove(id), shortLife);
  }

  /** Cancelling is what the editor asked for: nothing to say about it. */
  addFailure(failure: Failure): void {
    const { code, message, detail } = failure;
    if (code === 'cancelled') return;
    this.onFailure(failure);
    this.add({ tone: 'bad', message, remedy: remedyOf(failure), ...(detail === undefined ? {} : { detail }) });
  }

  /** What went wrong before is over when the editor acts anew. */
  forgetFailures(): void {
    this.list.update((notices) => notices.filter(({ tone }) => tone !== 'bad'));
  }

  remove(id: number): void {
    this.list.update((notices) => notices.filter((notice) => notice.id !== id));
  }
}
