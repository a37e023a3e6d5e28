import type { ModelWindow } from '#contracts/modelManifest';

/** Frames from the start of one window to the start of the next. */
export const windowStep = ({ length, references }: ModelWindow): number => length - references.length;

/** Windows of a shot of `count` frames, as the reference runs them (Video Depth Anything, video_depth.py, `infer_video_depth`). */
export const windowCount = (window: ModelWindow, count: number): number => Math.ceil(count / windowStep(window));

/**
 * Frames of a shot, counted from 0, that fill the slots of its n-th window. The first ones are the reference slots of the window before
 * (so that the shot's first frame stays in view for ever), the rest follow one another; past the end the last frame is repeated.
 */
export function windowFrames(window: ModelWindow, n: number, count: number): number[] {
  const slotFrame = (at: number, slot: number): number => (at > 0 && slot < window.references.length ? slotFrame(at - 1, window.references[slot]!) : at * windowStep(window) + slot);
  // The recursion for the first slots goes back window by window; their end is the frame that no window gives away.
  return Array.from({ length: window.length }, (_, slot) => Math.min(count - 1, slotFrame(n, slot)));
}

/** First frame, counted from the shot's first, that becomes final when the n-th window is known: those before it were final already. */
export const firstSettled = (window: ModelWindow, n: number): number => (n === 0 ? 0 : n * windowStep(window) + window.references.length - window.blend);

/** The window in whose turn a frame of the shot becomes final. */
export function windowSettling(window: ModelWindow, frame: number): number {
  let n = 0;
  while (firstSettled(window, n + 1) <= frame) n += 1;
  return n;
}
