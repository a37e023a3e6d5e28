/**
 * The places a recipe can move, named by what they do to the picture and bound to a host by a rig. Units are
 * relative to the picture, so that one recipe looks alike at every size.
 *
 * - `focus.distance`: 0..1, file value of the depth map that is sharp (1 = near).
 * - `focus.blurRadius`: per cent of the picture's width, radius of the blur where |depth - focus| = 1.
 * - `parallax.x`, `parallax.y`: per cent of the width, how far the nearest point moves (positive = right, down); the mid-grey plane stays, the far plane moves the other way.
 * - `push.amount`: per cent of the half diagonal, radial outward move of the nearest point (a dolly).
 * - `fog.density`: 0..1, opacity of the fog at the far end.
 * - `fog.start`: 0..1, depth value at which fog begins: opacity at depth d is `fog.density * clamp(1 - d / fog.start, 0, 1)`; above 1 it reaches past the camera.
 * - `isolate.amount`: 0..1, how dark everything outside the slice becomes.
 * - `isolate.near`, `isolate.far`: 0..1, the slice of depth that stays lit; `isolate.softness`: 0..1.
 * - `exposure.gain`: stops, added to the picture as a whole.
 * - `camera.zoom`: per cent, 100 = as shot.
 */
export type SlotName =
  | 'focus.distance'
  | 'focus.blurRadius'
  | 'parallax.x'
  | 'parallax.y'
  | 'push.amount'
  | 'fog.density'
  | 'fog.start'
  | 'isolate.amount'
  | 'isolate.near'
  | 'isolate.far'
  | 'isolate.softness'
  | 'exposure.gain'
  | 'camera.zoom';

/** What the slots stand at in one frame; a slot that is absent does nothing. */
export type SlotValues = Readonly<Partial<Record<SlotName, number>>>;
