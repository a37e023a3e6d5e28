import type { ResampleTaps } from '#core/depth/resample';
import { kernelMemory, type Lend, type Place } from './kernelMemory.js';

/** Taps in the kernels' memory: all places, `bytes` for each step of an index, then all weights. */
export function placeTaps({ room }: Lend, { indices, weights }: ResampleTaps, bytes = 1): Place {
  const memory = kernelMemory();
  const both = room(indices.byteLength + weights.byteLength);
  memory.put(bytes === 1 ? indices : indices.map((index) => index * bytes), both);
  memory.put(weights, both + indices.byteLength);
  return both;
}
