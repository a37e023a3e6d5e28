/** Rows and columns at the picture's borders that carry no picture (letterbox, pillarbox), in pixels of the plane they were found on. */
export interface Bars {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export const noBars: Bars = { top: 0, bottom: 0, left: 0, right: 0 };

/** Brightest luma of a bar, of 255 (chosen: encoded black with the ringing that codecs leave in it). */
const BLACK = 14;
/** Widest bar, share of the side: what leaves less than a fifth of the picture is a dark picture. */
const WIDEST = 0.4;

/** Bars of one picture: whole rows and columns from each border in which nothing is brighter than black. `luma` is height × width, 0..255. */
export function barsOf(luma: Uint8Array, width: number, height: number): Bars {
  const isBlackRow = (y: number): boolean => isBlack(luma, { at: y * width, step: 1, count: width });
  const top = blackFrom(height, isBlackRow);
  const bottom = blackFrom(height, (y) => isBlackRow(height - 1 - y));
  const inner = height - top - bottom;
  const isBlackColumn = (x: number): boolean => isBlack(luma, { at: top * width + x, step: width, count: inner });
  const left = blackFrom(width, isBlackColumn);
  const right = blackFrom(width, (x) => isBlackColumn(width - 1 - x));
  const dark = top > WIDEST * height || bottom > WIDEST * height || left > WIDEST * width || right > WIDEST * width;
  return dark ? noBars : { top, bottom, left, right };
}

function isBlack(luma: Uint8Array, { at, step, count }: { readonly at: number; readonly step: number; readonly count: number }): boolean {
  for (let i = 0, p = at; i < count; i++, p += step) if (luma[p]! > BLACK) return false;
  return true;
}

function blackFrom(length: number, isBlackAt: (i: number) => boolean): number {
  let count = 0;
  while (count < length && isBlackAt(count)) count += 1;
  return count;
}

/** Bars that both have. */
export function commonBars(a: Bars, b: Bars): Bars {
  return { top: Math.min(a.top, b.top), bottom: Math.min(a.bottom, b.bottom), left: Math.min(a.left, b.left), right: Math.min(a.right, b.right) };
}

export const hasBars = ({ top, bottom, left, right }: Bars): boolean => top + bottom + left + right > 0;

/**
 * Bars found on a small plane at the size of a larger one: what certainly lies under them, and row by row (column by column) as far beyond
 * as one pixel of the small plane reaches while the large picture is black there.
 */
export function barsInFull(bars: Bars, small: { readonly width: number; readonly height: number }, { width, height, luma }: { readonly width: number; readonly height: number; readonly luma: Uint8Array }): Bars {
  const [down, across] = [height / small.height, width / small.width];
  const grown = (found: number, scale: number, isBlackAt: (i: number) => boolean): number => {
    if (found === 0) return 0;
    let count = Math.floor(found * scale);
    const most = Math.ceil((found + 1) * scale);
    while (count < most && isBlackAt(count)) count += 1;
    return count;
  };
  const isBlackRow = (y: number): boolean => isBlack(luma, { at: y * width, step: 1, count: width });
  const isBlackColumn = (x: number): boolean => isBlack(luma, { at: x, step: width, count: height });
  return {
    top: grown(bars.top, down, isBlackRow),
    bottom: grown(bars.bottom, down, (y) => isBlackRow(height - 1 - y)),
    left: grown(bars.left, across, isBlackColumn),
    right: grown(bars.right, across, (x) => isBlackColumn(width - 1 - x)),
  };
}

/** Puts the nearest picture values under the bars of a plane, in place, so that no filter carries anything across their border. */
export function fillBars(values: Float32Array | Uint16Array | Uint8Array, width: number, height: number, bars: Bars): void {
  const { top, bottom, left, right } = bars;
  if (!hasBars(bars)) return;
  for (let y = top; y < height - bottom; y++) {
    const row = y * width;
    values.fill(values[row + left]!, row, row + left);
    values.fill(values[row + width - 1 - right]!, row + width - right, row + width);
  }
  for (let y = 0; y < top; y++) values.copyWithin(y * width, top * width, (top + 1) * width);
  const last = height - 1 - bottom;
  for (let y = last + 1; y < height; y++) values.copyWithin(y * width, last * width, (last + 1) * width);
}
