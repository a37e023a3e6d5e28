/** Memory that the caller fills and reads: every kernel works on places in it. */

/** A place for `bytes`, aligned to 16; to be given back with `release`. */
export function reserve(bytes: usize): usize {
  return heap.alloc(bytes);
}

export function release(place: usize): void {
  heap.free(place);
}
