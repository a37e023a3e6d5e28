import type { FrameIndex, FrameRate } from '#contracts/units';

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * `HH:MM:SS:FF` of a frame counted from 0, non-drop: at 29.97 frames are counted as if there were 30 a second, so that it falls 3.6 s an
 * hour behind the clock.
 */
export function frameIndexToTimecode(frame: FrameIndex, { numerator, denominator }: FrameRate): string {
  const base = Math.max(1, Math.round(numerator / denominator));
  const seconds = Math.floor(frame / base);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, frame % base].map(two).join(':');
}
