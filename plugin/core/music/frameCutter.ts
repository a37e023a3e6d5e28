/** Cuts a stream of samples into overlapping frames, frame n centred on sample n · hop. */
export interface FrameCutter {
  push(samples: Float32Array): void;
  /** Ends the stream: frames whose centre lies inside it are filled up with zeros. */
  finish(): void;
}

export interface FrameCut {
  /** Length of a frame and distance between frames, samples. */
  readonly size: number;
  readonly hop: number;
}

/**
 * Calls `onFrame` with a view of `size` samples that is valid during the call only. Before the first sample
 * the signal is zero. Memory: one frame and the largest pushed block.
 */
export function makeFrameCutter({ size, hop }: FrameCut, onFrame: (frame: Float32Array) => void): FrameCutter {
  let buffer = new Float32Array(4 * size);
  let filled = size >> 1;
  /** Samples to pass over before the next frame begins, where frames do not touch. */
  let gap = 0;
  let heard = false;

  const makeRoomFor = (count: number): void => {
    if (filled + count <= buffer.length) return;
    const larger = new Float32Array(2 * (filled + count));
    larger.set(buffer.subarray(0, filled));
    buffer = larger;
  };

  const cut = (): void => {
    let start = 0;
    for (; start + size <= filled; start += hop) onFrame(buffer.subarray(start, start + size));
    if (start < filled) buffer.copyWithin(0, start, filled);
    gap = Math.max(0, start - filled);
    filled = Math.max(0, filled - start);
  };

  const append = (block: Float32Array): void => {
    const samples = block.subarray(Math.min(gap, block.length));
    gap -= block.length - samples.length;
    if (gap > 0) return;
    makeRoomFor(samples.length);
    buffer.set(samples, filled);
    filled += samples.length;
    cut();
  };

  return {
    push(samples) {
      heard ||= samples.length > 0;
      append(samples);
    },
    finish() {
      if (heard) append(new Float32Array(size >> 1));
    },
  };
}
