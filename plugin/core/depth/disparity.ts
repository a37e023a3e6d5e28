import type { ModelOutput } from '#contracts/modelManifest';

/** Depth nearer than this counts as this, in the network's unit: it bounds the inverse (chosen; metres for metric networks). */
const NEAREST_DEPTH = 0.05;

/**
 * A network's raw output as disparity with near = larger, the one meaning that everything after it knows. Depth and metres
 * are inverted; a disparity whose near end is small is negated (its zero is free anyway). Works in place.
 */
export function toDisparity(values: Float32Array, { semantics, near }: ModelOutput): Float32Array {
  if (semantics === 'disparity') {
    if (near === 'smaller') for (let i = 0; i < values.length; i++) values[i] = -values[i]!;
    return values;
  }
  // A relative depth whose near end is large is a disparity under another name.
  if (near === 'larger') return values;
  for (let i = 0; i < values.length; i++) values[i] = 1 / Math.max(values[i]!, NEAREST_DEPTH);
  return values;
}
