/** A waiting time as people say it: `12 s`, `3 min`, `1 h 20 min`. Seconds, not negative. */
export function formatWait(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A place in time as `m:ss.cc`, or `h:mm:ss.cc`. Negative times keep their sign. */
export function formatTime(seconds: number): string {
  const hundredths = Math.round(Math.abs(seconds) * 100);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [h, m, s] = [Math.floor(hundredths / 360_000), Math.floor(hundredths / 6000) % 60, Math.floor(hundredths / 100) % 60];
  const text = `${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}.${two(hundredths % 100)}`;
  return seconds < 0 && hundredths > 0 ? `-${text}` : text;
}

/** A rate as editors write it: 23.976, 25. */
export function formatRate(rate: number): string {
  return String(Math.round(rate * 1000) / 1000);
}

/** The last part of a path of any system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop() ?? path;
}
