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
  /** What lies outside the signal: zeros (default), or the signal mirrored at its first and last sample. */
  readonly edges?: 'zeros' | 'mirror';
}

const mirrored = (samples: Float32Array): Float32Array => samples.slice().reverse();

/**
 * Calls `onFrame` with `size` samples in an array that is used again for the next frame: making a view of the buffer costs more
 * than a short frame's transform. Mirroring needs half a frame of sound and hop < size / 2. Memory: two frames and the largest pushed block.
 */
export function makeFrameCutter({ size, hop, edges = 'zeros' }: FrameCut, onFrame: (frame: Float32Array) => void): FrameCutter {
  const half = size >> 1;
  /** Samples that must be there before the first frame can be mirrored at its left end. */
  let awaited = edges === 'mirror' ? half + 1 : 0;
  let buffer = new Float32Array(4 * size);
  const frame = new Float32Array(size);
  let filled = half;
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
    for (; start + size <= filled; start += hop) {
      for (let i = 0; i < size; i++) frame[i] = buffer[start + i];
      onFrame(frame);
    }
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
    if (filled - half < awaited) return;
    if (awaited > 0) buffer.set(mirrored(buffer.subarray(half + 1, size + 1)), 0);
    awaited = 0;
    cut();
  };

  return {
    push(samples) {
      heard ||= samples.length > 0;
      append(samples);
    },
    finish() {
      if (!heard) return;
      const tail = edges === 'mirror' && awaited === 0 ? mirrored(buffer.subarray(filled - half - 1, filled - 1)) : new Float32Array(half);
      awaited = 0;
      append(tail);
    },
  };
}
