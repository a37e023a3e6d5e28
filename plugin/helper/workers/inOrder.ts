/**
 * Applies `work` to the items of a source with at most `most` in flight and gives the results in the source's order.
 * The source is asked for more only when there is room, so memory is bounded by `most` items.
 */
export async function* inOrder<T, R>(source: AsyncIterable<T>, most: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const open: Promise<R>[] = [];
  try {
    for await (const item of source) {
      const running = work(item);
      // It may fail while the source is being waited for: it is looked at when its turn comes.
      running.catch(() => undefined);
      open.push(running);
      if (open.length >= most) yield await open.shift()!;
    }
    while (open.length > 0) yield await open.shift()!;
  } finally {
    // Nothing is left running when the reader has gone on.
    await Promise.allSettled(open);
  }
}
