import type { Beat, BeatGrid } from '#contracts/beatGrid';
import type { TimeRange } from '#contracts/gridEdit';
import type { Seconds } from '#contracts/units';
import { intervals, median } from '../music/curve.js';
import { buildGrid } from './buildGrid.js';

export function isLocked(grid: BeatGrid, time: Seconds): boolean {
  return (grid.locks ?? []).some(({ start, end }) => time >= start && time < end);
}

/** Ranges joined where they touch, ascending. */
export function addLock(locks: readonly TimeRange[], added: TimeRange): TimeRange[] {
  const joined: TimeRange[] = [];
  for (const range of [...locks, added].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start)) {
    const last = joined[joined.length - 1];
    if (last && range.start <= last.end) joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else joined.push(range);
  }
  return joined;
}

/** What is left of the locks outside a range. */
export function removeLock(locks: readonly TimeRange[], removed: TimeRange): TimeRange[] {
  return locks
    .flatMap(({ start, end }) => [
      { start, end: Math.min(end, removed.start) },
      { start: Math.max(start, removed.end), end },
    ])
    .filter(({ start, end }) => end > start);
}

/** The edited beats outside the locks and the grid's own inside them. At the borders a beat that stands for a locked one, or crowds it, gives way. */
export function outsideLocks(grid: BeatGrid, edited: readonly Beat[]): Beat[] {
  const locked = grid.beats.filter(({ time }) => isLocked(grid, time));
  if (locked.length === 0) return [...edited];
  const room = median(intervals(edited.map(({ time }) => time))) / 3;
  const crowds = (time: Seconds): boolean => locked.some((beat) => Math.abs(beat.time - time) < room);
  return [...edited.filter(({ time }) => !isLocked(grid, time) && !crowds(time)), ...locked];
}

/** A new analysis of the same music with the locked stretches of the old grid kept: nothing made by hand is lost. */
export function keepLocked(old: BeatGrid, fresh: BeatGrid): BeatGrid {
  return buildGrid({
    ...fresh,
    beats: outsideLocks(old, fresh.beats),
    beatsPerBar: fresh.metre.beatsPerBar,
    locks: old.locks ?? [],
    provenance: { ...fresh.provenance, edits: (old.locks ?? []).length > 0 ? [...old.provenance.edits, 'analysed again around locks'] : [] },
  });
}
