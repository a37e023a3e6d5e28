import { useSyncExternalStore } from 'react';
import type { ReadableStore } from './store.js';

/** The present value of a store, in step with its changes. */
export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** One part of a store's value; draws again only when that part changes. `select` must give the same object for the same value. */
export function useSelected<T, Part>(store: ReadableStore<T>, select: (value: T) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
