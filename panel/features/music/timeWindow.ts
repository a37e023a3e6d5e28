import type { Seconds } from '#contracts/units';

/** The stretch of music time that is drawn across the width. */
export interface TimeWindow {
  readonly from: Seconds;
  readonly span: Seconds;
}

/** Closest view, seconds. */
const shortest = 0.5;

export const timeToX = ({ from, span }: TimeWindow, time: Seconds, width: number): number => ((time - from) / span) * width;
export const xToTime = ({ from, span }: TimeWindow, x: number, width: number): Seconds => from + (x / Math.max(1, width)) * span;

/** A window kept inside the music: never wider than it, never beyond its ends. */
export function clampWindow({ from, span }: TimeWindow, duration: Seconds): TimeWindow {
  const whole = Math.max(shortest, duration);
  const kept = Math.min(whole, Math.max(shortest, span));
  return { span: kept, from: Math.min(Math.max(0, from), whole - kept) };
}

/** Zooms so that the time under `x` stays there; `factor` below 1 comes closer. */
export function zoomAt(window: TimeWindow, factor: number, share: number, duration: Seconds): TimeWindow {
  const time = window.from + window.span * share;
  const span = Math.min(Math.max(shortest, duration), Math.max(shortest, window.span * factor));
  return clampWindow({ from: time - span * share, span }, duration);
}

/** Moves on by whole windows when the playhead leaves, as hosts page their timelines. */
export function followTime(window: TimeWindow, time: Seconds, duration: Seconds): TimeWindow {
  if (time >= window.from && time <= window.from + window.span) return window;
  return clampWindow({ from: time - window.span * 0.1, span: window.span }, duration);
}
