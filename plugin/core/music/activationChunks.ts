/** Windows of the network: 30 s, of which 6 frames at each end are thrown away (the reference's `split_piece`). */
export const CHUNK_FRAMES = 1500;
const BORDER_FRAMES = 6;

/** First frame of every window; the first begins before the piece, and the last is moved so that it ends just after it. */
export function chunkStarts(frames: number): number[] {
  const stride = CHUNK_FRAMES - 2 * BORDER_FRAMES;
  const starts: number[] = [];
  for (let start = -BORDER_FRAMES; start < frames - BORDER_FRAMES; start += stride) starts.push(start);
  if (starts.length === 0 && frames > 0) starts.push(-BORDER_FRAMES);
  if (frames > stride) starts[starts.length - 1] = frames - (CHUNK_FRAMES - BORDER_FRAMES);
  return starts;
}

/** Rows [start, start + length) of a spectrogram, zeros outside; no more than six frames of zeros after its end. */
export function cutChunk(spectrogram: Float32Array, bands: number, start: number): Float32Array {
  const frames = spectrogram.length / bands;
  const end = Math.min(start + CHUNK_FRAMES, frames + BORDER_FRAMES);
  const chunk = new Float32Array((end - start) * bands);
  const first = Math.max(0, start);
  chunk.set(spectrogram.subarray(first * bands, Math.min(end, frames) * bands), (first - start) * bands);
  return chunk;
}

/** Joins the windows' outputs: borders left out; where windows overlap, the earlier one counts. */
export function joinChunks(frames: number, starts: readonly number[], outputs: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(frames).fill(-1000);
  for (let c = starts.length - 1; c >= 0; c--) {
    const output = outputs[c];
    for (let n = BORDER_FRAMES; n < output.length - BORDER_FRAMES; n++) {
      const frame = starts[c] + n;
      if (frame >= 0 && frame < frames) joined[frame] = output[n];
    }
  }
  return joined;
}
