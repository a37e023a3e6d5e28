import type { Beat, BeatGrid } from '#contracts/beatGrid';
import type { Seconds } from '#contracts/units';

/** Where a moment lies between beats. */
export interface GridPlace {
  /** Index of the beat at or before the moment; -1 before the first. */
  readonly index: number;
  /** Part of the way to the next beat, 0 at the beat, below 1. Outside the beats the nearest interval goes on. */
  readonly phase: number;
  /** Bars since the first downbeat, 0-based; negative in an upbeat. */
  readonly bar: number;
}

/** Index of the last item whose time is at or before `time`; -1 when there is none. O(log n). */
export function lastAtOrBefore(items: readonly { readonly time: Seconds }[], time: Seconds): number {
  let low = 0;
  for (let high = items.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (items[middle].time <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function gapAt(beats: readonly Beat[], index: number): Seconds {
  if (beats.length < 2) return 0;
  const left = Math.max(0, Math.min(index, beats.length - 2));
  return beats[left + 1].time - beats[left].time;
}

function fraction(value: number): number {
  return value - Math.floor(value);
}

/** Place of a moment in the grid. Without beats: index -1, phase 0, bar 0. Cost O(beats) for the bar, O(log beats) for the rest. */
export function placeAt(grid: BeatGrid, time: Seconds): GridPlace {
  const { beats } = grid;
  const index = lastAtOrBefore(beats, time);
  if (beats.length === 0) return { index: -1, phase: 0, bar: 0 };
  const gap = gapAt(beats, index);
  const from = beats[Math.max(0, index)].time;
  return { index, phase: gap > 0 ? fraction((time - from) / gap) : 0, bar: barOf(beats, index) };
}

function barOf(beats: readonly Beat[], index: number): number {
  let downbeats = 0;
  for (let i = 0; i <= index; i++) if (beats[i].downbeat) downbeats++;
  return downbeats - 1;
}

export interface BeatFilter {
  readonly from?: Seconds;
  /** Exclusive. */
  readonly to?: Seconds;
  readonly downbeatsOnly?: boolean;
  /** Keep beats at least this strong. */
  readonly leastStrength?: number;
  /** Keep every nth beat, counted from the first downbeat. */
  readonly every?: number;
}

/** Beats that pass a filter, in order; never thinned at random. */
export function selectBeats(grid: BeatGrid, filter: BeatFilter): Beat[] {
  const first = Math.max(0, grid.beats.findIndex(({ downbeat }) => downbeat));
  const every = Math.max(1, Math.round(filter.every ?? 1));
  return grid.beats.filter(
    (beat, i) =>
      beat.time >= (filter.from ?? -Infinity) &&
      beat.time < (filter.to ?? Infinity) &&
      (!filter.downbeatsOnly || beat.downbeat) &&
      beat.strength >= (filter.leastStrength ?? 0) &&
      (((i - first) % every) + every) % every === 0,
  );
}
