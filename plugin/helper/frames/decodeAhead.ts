import type { FrameRange } from '#contracts/units';
import type { Frame, FrameSource } from './frameSource.js';

interface Begun {
  readonly range: FrameRange;
  readonly source: FrameSource;
  readonly pictures: AsyncIterator<Frame>;
  readonly next: Promise<IteratorResult<Frame>>;
}

/** A decoder that may be started before its pictures are asked for: starting it takes as long as several frames. It waits at the first one. */
export class DecodeAhead {
  #begun: Begun | undefined;

  constructor(readonly open: (range: FrameRange) => FrameSource) {}

  /** Starts decoding, unless that was done already. */
  begin(range: FrameRange): void {
    if (this.#begun) return;
    const source = this.open(range);
    const pictures = source[Symbol.asyncIterator]();
    const next = pictures.next();
    // It is looked at when the pictures are asked for.
    next.catch(() => undefined);
    this.#begun = { range, source, pictures, next };
  }

  /** The pictures of a range: what was begun, where it begins there. */
  take(range: FrameRange): FrameSource {
    const begun = this.#begun;
    this.#begun = undefined;
    if (begun?.range.first !== range.first) {
      void giveUp(begun);
      return this.open(range);
    }
    return { ...begun.source, [Symbol.asyncIterator]: () => goOn(begun, range.last) };
  }

  /** Ends what was begun and not taken. */
  async close(): Promise<void> {
    const begun = this.#begun;
    this.#begun = undefined;
    await giveUp(begun);
  }
}

async function giveUp(begun: Begun | undefined): Promise<void> {
  await begun?.next.catch(() => undefined);
  await begun?.pictures.return?.();
}

async function* goOn({ pictures, next }: Begun, last: number): AsyncGenerator<Frame> {
  try {
    for (let result = await next; !result.done && result.value.index <= last; result = await pictures.next()) yield result.value;
  } finally {
    await pictures.return?.();
  }
}
