import type { DepthSlice } from '#contracts/depthAsset';

/** From the farthest to the nearest. */
export const WHOLE_DEPTH: DepthSlice = { near: 1, far: 0, softness: 0 };

/** How far outside a slice a depth (0 far..1 near) lies: 0 inside, 1 beyond the soft edge, straight between. */
export function outsideSlice(depth: number, { near, far, softness }: DepthSlice): number {
  const beyond = Math.max(depth - near, far - depth);
  if (beyond <= 0) return 0;
  return beyond < softness ? beyond / softness : 1;
}

/** Share of the way between background and foreground over which the matte rises (chosen: wide enough for soft edges, too narrow for ramps). */
const SOFT_SHARE = 0.25;
/** Narrowest ramp, so that flat shots do not flicker between in and out (chosen). */
const LEAST_SOFTNESS = 0.02;

/** The slice that cuts out the foreground of a shot: everything nearer than half way between the modes of background and foreground. */
export function subjectSlice({ nearFocus, farFocus }: { readonly nearFocus: number; readonly farFocus: number }): DepthSlice {
  const softness = Math.max(LEAST_SOFTNESS, SOFT_SHARE * (nearFocus - farFocus));
  const middle = (nearFocus + farFocus) / 2;
  return { near: 1, far: Math.min(1, middle + softness / 2), softness };
}
