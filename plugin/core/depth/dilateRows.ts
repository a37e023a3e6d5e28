/**
 * Grows what is near over what is behind it, in a stream of rows: each value becomes the highest (nearest) within a disc of `radius` pixels,
 * fractions allowed (grey-value dilation by a flat disc, Serra 1982, ch. XII). So it never falls, grows with the radius, and holds no value that
 * was not there: no halo can arise. Lens blurs like the depth of a foreground to reach over its own soft outline.
 *
 * Rows go in from the top and come out in the same order through `emit` (`row` is reused); memory holds 2·radius + 2 rows. Cost: about
 * 4·radius comparisons a pixel. `radius` 0 hands rows through.
 */
export function dilateRows(radius: number, { width, height }: { readonly width: number; readonly height: number }, emit: (y: number, row: Float32Array) => void): (row: Float32Array) => void {
  const reach = Math.floor(radius);
  let y = 0;
  if (reach < 1) return (row) => emit(y++, row);
  const widths = Int32Array.from({ length: reach + 1 }, (_, dy) => Math.floor(Math.sqrt(radius * radius - dy * dy)));
  const ring = Array.from({ length: 2 * reach + 1 }, () => new Float32Array(width).fill(-Infinity));
  const wide = new Float32Array(width);
  const rowOf = (at: number): Float32Array => ring[at % ring.length]!;
  const finish = (at: number): void => {
    emit(at, rowOf(at));
    rowOf(at).fill(-Infinity);
  };
  return (row) => {
    wide.set(row);
    // From the disc's narrow ends to its middle: each wider window is the narrower one, widened.
    for (let dy = reach, reached = 0; dy >= 0; dy--) {
      for (; reached < widths[dy]!; reached++) widen(wide);
      if (y >= dy) raise(rowOf(y - dy), wide);
      if (dy > 0 && y + dy < height) raise(rowOf(y + dy), wide);
    }
    if (y >= reach) finish(y - reach);
    y += 1;
    if (y === height) for (let at = Math.max(0, height - reach); at < height; at++) finish(at);
  };
}

/** Each value becomes the highest of itself and its neighbours. */
function widen(row: Float32Array): void {
  let before = row[0]!;
  for (let x = 0, last = row.length - 1; x <= last; x++) {
    const here = row[x]!;
    const after = x < last ? row[x + 1]! : here;
    const higher = before > after ? before : after;
    if (higher > here) row[x] = higher;
    before = here;
  }
}

function raise(row: Float32Array, to: Float32Array): void {
  for (let x = 0; x < row.length; x++) if (to[x]! > row[x]!) row[x] = to[x]!;
}
