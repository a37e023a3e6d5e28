import { noBars, type Bars } from './bars.js';
import type { Grid } from './grid.js';

/**
 * A depth map as 16-bit codes between its own lowest and highest value: value = low + code × (high − low) / 65535.
 * Half the size of float32 and finer than any network's noise. The state of a job holds maps in this form only, so that a
 * job that goes on from its file computes bit for bit what an uninterrupted one would.
 */
export interface PackedMap {
  readonly width: number;
  readonly height: number;
  readonly low: number;
  readonly high: number;
  /** height × width, row-major. */
  readonly codes: Uint16Array;
}

const TOP = 65535;

/** Values that are not finite count as the lowest finite one. */
export function packMap({ width, height, values }: Grid): PackedMap {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < low && value > -Infinity) low = value;
    if (value > high && value < Infinity) high = value;
  }
  if (!(high >= low)) low = high = 0;
  const codes = new Uint16Array(values.length);
  const scale = high > low ? TOP / (high - low) : 0;
  for (let i = 0; i < values.length; i++) {
    const code = (values[i]! - low) * scale + 0.5;
    codes[i] = code >= TOP ? TOP : code > 0 ? code : 0;
  }
  return { width, height, low, high, codes };
}

export function unpackMap({ width, height, low, high, codes }: PackedMap): Grid {
  const values = new Float32Array(codes.length);
  const step = (high - low) / TOP;
  for (let i = 0; i < codes.length; i++) values[i] = low + codes[i]! * step;
  return { width, height, values };
}

/** Room for the counts of all codes, used again by each call. */
const histogram = new Uint32Array(TOP + 1);

/** `count` values at equal shares of the map's area without bars, from its lowest to its highest. */
export function quantilesOf({ width, height, low, high, codes }: PackedMap, count: number, bars: Bars = noBars): Float32Array {
  histogram.fill(0);
  let pixels = 0;
  for (let y = bars.top; y < height - bars.bottom; y++) {
    const end = (y + 1) * width - bars.right;
    for (let i = y * width + bars.left; i < end; i++) histogram[codes[i]!] = histogram[codes[i]!]! + 1;
    pixels += width - bars.left - bars.right;
  }
  const result = new Float32Array(count);
  let code = 0;
  let below = histogram[0]!;
  for (let k = 0; k < count; k++) {
    const wanted = (k / (count - 1)) * (pixels - 1);
    while (below <= wanted && code < TOP) below += histogram[++code]!;
    result[k] = low + (code * (high - low)) / TOP;
  }
  return result;
}
