import type { ModelWindow } from '#contracts/modelManifest';

/** Plane of disparity, near = larger, height × width. */
type Plane = Float32Array;

/** What the next window of a shot is fitted to; data, so that a job can stop here and go on. */
export interface StitchState {
  /** Fitted depth of the frames that the next window sees again in its first slots and is aligned on. */
  readonly references: readonly Plane[];
  /** Fitted depth of the last `blend` frames, which the next window sees too and is cross-faded with. */
  readonly tail: readonly Plane[];
}

export interface StitchedWindow {
  /** Final depth of the frames since the last final one. */
  readonly settled: readonly Plane[];
  readonly state: StitchState;
}

/**
 * Joins a window's maps to the shot so far, as Video Depth Anything's reference does (arXiv 2501.12375, section 3.3; video_depth.py): the
 * least-squares scale and shift over the frames that both windows see as references, never below 0, then a straight cross-fade over `blend`
 * frames. `rigid`: for metres, which need no fit. `maps`: one per slot, all of one size.
 */
export function stitchWindow(before: StitchState | undefined, maps: readonly Plane[], window: ModelWindow, rigid: boolean): StitchedWindow {
  const { blend, references, length } = window;
  const aligned = references.length - blend;
  if (!before) return { settled: maps.slice(0, length - blend), state: stateAfter(maps, maps[0]!, window) };
  const fit = rigid ? { scale: 1, shift: 0 } : leastSquares(maps.slice(0, aligned), before.references);
  const fitted = maps.map((map) => map.map((value) => Math.max(0, fit.scale * value + fit.shift)));
  const faded = before.tail.map((old, i) => crossFade(old, fitted[aligned + i]!, blend > 1 ? i / (blend - 1) : 1));
  return { settled: [...faded, ...fitted.slice(references.length, length - blend)], state: stateAfter(fitted, before.references[0]!, window) };
}

function stateAfter(fitted: readonly Plane[], first: Plane, { blend, references }: ModelWindow): StitchState {
  const aligned = references.slice(1, references.length - blend);
  return { references: [first, ...aligned.map((slot) => fitted[slot]!)], tail: fitted.slice(-blend) };
}

const crossFade = (old: Plane, next: Plane, share: number): Plane => old.map((value, i) => (1 - share) * value + share * next[i]!);

/** Scale and shift that bring `from` nearest to `to` (MiDaS' `compute_scale_and_shift` with every pixel counted alike). */
function leastSquares(from: readonly Plane[], to: readonly Plane[]): { readonly scale: number; readonly shift: number } {
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const [k, plane] of from.entries()) {
    const wanted = to[k]!;
    for (let i = 0; i < plane.length; i++) {
      const a = plane[i]!;
      n += 1;
      x += a;
      y += wanted[i]!;
      xx += a * a;
      xy += a * wanted[i]!;
    }
  }
  const determinant = n * xx - x * x;
  // Flat maps say nothing about scale.
  if (!(determinant > 1e-9 * n * xx)) return { scale: 1, shift: n > 0 ? (y - x) / n : 0 };
  const scale = (n * xy - x * y) / determinant;
  return { scale, shift: (y - scale * x) / n };
}
