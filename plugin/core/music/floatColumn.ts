/** A growing list of 32-bit floats: two hours of features fit where a list of boxed numbers would not. */
export interface FloatColumn {
  push(value: number): void;
  /** The values so far, a view that later pushes do not change. */
  values(): Float32Array;
}

export function makeFloatColumn(): FloatColumn {
  let store = new Float32Array(4096);
  let length = 0;
  return {
    push(value) {
      if (length === store.length) {
        const larger = new Float32Array(2 * length);
        larger.set(store);
        store = larger;
      }
      store[length++] = value;
    },
    values: () => store.slice(0, length),
  };
}
