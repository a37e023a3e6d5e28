import type { JobEvent } from '#contracts/progress';

type Progress = Extract<JobEvent, { event: 'progress' }>;

/** `1:05`, or `2:03:04` from an hour on. `seconds` ≥ 0. */
export function printDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 60) % 60, whole % 60];
  const hours = Math.floor(whole / 3600);
  const padded = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${padded(parts[0])}:${padded(parts[1])}` : `${parts[0]}:${padded(parts[1])}`;
}

/** One line for a terminal: stage, per cent, rate and time left, as far as they are known. */
export function printProgress(progress: Progress): string {
  const share = progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
  const pieces = [`${progress.stage} ${String(Math.floor(share * 100)).padStart(3)} %`];
  if (progress.total > 1) pieces.push(`${progress.done}/${progress.total}`);
  if (progress.rate !== undefined) pieces.push(`${progress.rate.toFixed(1)} frames/s`);
  if (progress.secondsLeft !== undefined && share < 1) pieces.push(`${printDuration(progress.secondsLeft)} left`);
  return pieces.join(' · ');
}
