import { createStore, type ReadableStore } from './store.js';

/** Changes with the same name closer together than this are one step: a slider being dragged. Milliseconds. */
const oneGesture = 800;
/** Steps kept; older ones are forgotten. */
const mostSteps = 200;

export interface HistoryState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** A value whose changes can be taken back, step by step. */
export class History<T> {
  readonly present;
  readonly steps = createStore<HistoryState>({ canUndo: false, canRedo: false });
  private past: T[] = [];
  private future: T[] = [];
  private lastName = '';
  private lastTime = -Infinity;

  constructor(
    initial: T,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.present = createStore(initial);
  }

  get readable(): ReadableStore<T> {
    return this.present;
  }

  /** Makes a change; `name` joins the steps of one gesture. */
  change(name: string, edit: (value: T) => T): void {
    const before = this.present.get();
    const after = edit(before);
    if (Object.is(before, after)) return;
    const time = this.now();
    const isSameGesture = name !== '' && name === this.lastName && time - this.lastTime < oneGesture;
    if (!isSameGesture) this.past = [...this.past, before].slice(-mostSteps);
    this.future = [];
    [this.lastName, this.lastTime] = [name, time];
    this.show(after);
  }

  undo(): void {
    const before = this.past.pop();
    if (before === undefined) return;
    this.future.push(this.present.get());
    this.lastName = '';
    this.show(before);
  }

  redo(): void {
    const after = this.future.pop();
    if (after === undefined) return;
    this.past.push(this.present.get());
    this.lastName = '';
    this.show(after);
  }

  /** Another document: nothing of the one before can come back. */
  open(value: T): void {
    [this.past, this.future, this.lastName] = [[], [], ''];
    this.show(value);
  }

  private show(value: T): void {
    this.present.set(value);
    this.steps.set({ canUndo: this.past.length > 0, canRedo: this.future.length > 0 });
  }
}
