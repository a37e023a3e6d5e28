import type { FrameIndex, FrameRate, Seconds } from '#contracts/units';

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** The rate in lowest terms. `numerator` and `denominator` are positive integers; throws RangeError otherwise. */
export function frameRate(numerator: number, denominator = 1): FrameRate {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || numerator <= 0 || denominator <= 0) {
    throw new RangeError(`frame rate ${numerator}/${denominator} is not a positive fraction`);
  }
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** Parses `24000/1001` or `25`; undefined when it is not a positive fraction (FFmpeg prints `0/0` for unknown). */
export function parseFrameRate(text: string): FrameRate | undefined {
  const match = /^(\d{1,15})(?:[/:](\d{1,15}))?$/.exec(text.trim());
  if (!match) return undefined;
  const numerator = Number(match[1]);
  const denominator = Number(match[2] ?? '1');
  return numerator > 0 && denominator > 0 ? frameRate(numerator, denominator) : undefined;
}

/** `24000/1001`, or `25` when whole: the form FFmpeg reads. */
export function printFrameRate(rate: FrameRate): string {
  return rate.denominator === 1 ? String(rate.numerator) : `${rate.numerator}/${rate.denominator}`;
}

/** The fraction behind a rate that a host prints as a number: 23.976 is 24000/1001, 25.0001 is 25. `rate` > 0. */
export function nearestFrameRate(rate: number): FrameRate {
  const whole = Math.max(1, Math.round(rate));
  const video = Math.ceil(rate - 1e-6);
  if (Math.abs(rate - whole) < 0.002) return frameRate(whole);
  if (Math.abs(rate - (video * 1000) / 1001) < 0.005) return frameRate(video * 1000, 1001);
  return frameRate(Math.max(1, Math.round(rate * 1000)), 1000);
}

export function framesPerSecond(rate: FrameRate): number {
  return rate.numerator / rate.denominator;
}

/** Time at which a frame begins. One rounding, so an hour at 29.97 stays exact to the last bit of a double. */
export function frameIndexToSeconds(frame: FrameIndex, rate: FrameRate): Seconds {
  return (frame * rate.denominator) / rate.numerator;
}

/** The frame that is on screen at a time. A time within a millionth of a frame before a border counts as the border. */
export function secondsToFrameIndex(seconds: Seconds, rate: FrameRate): FrameIndex {
  return Math.floor((seconds * rate.numerator) / rate.denominator + 1e-6);
}

/** The frame whose beginning is nearest to a time; a tie goes to the earlier frame, since viewers notice late cuts less than late pictures (ITU-R BT.1359). */
export function secondsToNearestFrameIndex(seconds: Seconds, rate: FrameRate): FrameIndex {
  return Math.ceil((seconds * rate.numerator) / rate.denominator - 0.5 - 1e-9);
}
