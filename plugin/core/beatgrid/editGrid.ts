import type { Beat, BeatGrid } from '#contracts/beatGrid';
import type { Result } from '#contracts/failure';
import type { GridEdit } from '#contracts/gridEdit';
import type { Seconds } from '#contracts/units';
import { fail, succeed } from '../failure/result.js';
import { fitLine, fitTempoSegments } from '../music/tempoSegments.js';
import { buildGrid, inOrder } from './buildGrid.js';
import { firstDownbeat, halve, inRange, numberBars, shiftByBeats, subdivide } from './levelEdits.js';
import { addLock, isLocked, outsideLocks, removeLock } from './locks.js';
import { fitTaps } from './tapFit.js';

type EditOf<Kind extends GridEdit['kind']> = Extract<GridEdit, { readonly kind: Kind }>;
type LockEdit = Extract<GridEdit, { readonly kind: 'lock' | 'unlock' }>;
type BeatEdit = Exclude<GridEdit, LockEdit>;

const isLockEdit = (edit: GridEdit): edit is LockEdit => edit.kind === 'lock' || edit.kind === 'unlock';

/** Index of the beat nearest to a time; -1 when there are none. */
export function nearestBeat(beats: readonly Beat[], time: Seconds): number {
  let best = -1;
  beats.forEach((beat, i) => {
    if (best < 0 || Math.abs(beat.time - time) < Math.abs(beats[best].time - time)) best = i;
  });
  return best;
}

/** Numbers anew after the count of beats has changed: the bars run through from a beat at `anchor`. */
function recount(grid: BeatGrid, edited: readonly Beat[], anchor: Seconds | undefined): Beat[] {
  const beats = inOrder(edited);
  const from = anchor === undefined ? firstDownbeat(beats) : nearestBeat(beats, anchor);
  return numberBars(beats, Math.max(0, from), grid.metre.beatsPerBar);
}

function changeLevel(grid: BeatGrid, edit: Extract<GridEdit, { readonly kind: 'halve' | 'double' | 'triple' }>): Beat[] {
  const change = { halve, double: (beats: readonly Beat[]) => subdivide(beats, 2), triple: (beats: readonly Beat[]) => subdivide(beats, 3) }[edit.kind];
  return recount(grid, inRange(grid.beats, edit.range, change), grid.beats[firstDownbeat(grid.beats)]?.time);
}

/** Beats after a new one, or after one that went, keep their numbers: only that bar is odd. Numbers inside it follow on. */
function addBeat(grid: BeatGrid, time: Seconds): Beat[] {
  const before = grid.beats.filter((beat) => beat.time < time);
  const last = before[before.length - 1];
  const barPosition = last && last.barPosition > 0 ? last.barPosition + 1 : 0;
  return [...grid.beats, { time, barPosition, downbeat: false, strength: last?.strength ?? 0.5, confidence: 1 }];
}

function moveBeat(grid: BeatGrid, edit: EditOf<'move'>): Beat[] {
  const index = nearestBeat(grid.beats, edit.time);
  return grid.beats.map((beat, i) => (i === index ? { ...beat, time: edit.to, confidence: 1 } : beat));
}

function refit(beats: readonly Beat[]): Beat[] {
  if (beats.length < 3) return [...beats];
  const line = fitLine(beats.map(({ time }) => time));
  return beats.map((beat, i) => ({ ...beat, time: line.start + i * line.period }));
}

function tapBeats(grid: BeatGrid, taps: readonly Seconds[]): Beat[] {
  const times = fitTaps(taps);
  if (times.length < 2) return [...grid.beats];
  const margin = (times[1] - times[0]) / 2;
  const inside = (time: Seconds): boolean => time >= times[0] - margin && time < times[times.length - 1] + margin;
  const strengthAt = (time: Seconds): number => grid.beats[nearestBeat(grid.beats, time)]?.strength ?? 0.5;
  const tapped = times.map((time) => ({ time, barPosition: 0, downbeat: false, strength: strengthAt(time), confidence: 1 }));
  return recount(grid, [...grid.beats.filter(({ time }) => !inside(time)), ...tapped], grid.beats.find(({ downbeat }) => downbeat)?.time ?? times[0]);
}

function editBeats(grid: BeatGrid, edit: BeatEdit): Beat[] {
  switch (edit.kind) {
    case 'halve':
    case 'double':
    case 'triple':
      return changeLevel(grid, edit);
    case 'shift':
      return inRange(grid.beats, edit.range, (beats) => shiftByBeats(beats, edit.eighths / 2));
    case 'nudge':
      return inRange(grid.beats, edit.range, (beats) => beats.map((beat) => ({ ...beat, time: beat.time + edit.seconds })));
    case 'setDownbeat':
      return numberBars(grid.beats, nearestBeat(grid.beats, edit.time), grid.metre.beatsPerBar);
    case 'setMetre':
      return numberBars(grid.beats, firstDownbeat(grid.beats), edit.beatsPerBar);
    case 'move':
      return moveBeat(grid, edit);
    case 'add':
      return addBeat(grid, edit.time);
    case 'delete':
      return grid.beats.filter((_, i) => i !== nearestBeat(grid.beats, edit.time));
    case 'refit':
      return inRange(grid.beats, edit.range, refit);
    case 'tap':
      return tapBeats(grid, edit.taps);
  }
}

/** Why an edit makes no sense here; undefined when it does. */
function objection(grid: BeatGrid, edit: GridEdit): string | undefined {
  const numbers = Object.values(edit).flatMap((value: unknown) => (typeof value === 'object' && value !== null ? Object.values(value) : [value]));
  if (numbers.some((value) => typeof value === 'number' && !Number.isFinite(value))) return 'A grid edit needs finite numbers';
  if (edit.kind === 'setMetre' && (!Number.isInteger(edit.beatsPerBar) || edit.beatsPerBar < 1 || edit.beatsPerBar > 64)) return 'A bar has 1 to 64 beats';
  if (edit.kind === 'tap' && fitTaps(edit.taps).length < 2) return 'Tap at least two beats';
  if ((edit.kind === 'move' || edit.kind === 'delete' || edit.kind === 'setDownbeat') && grid.beats.length === 0) return 'There is no beat to change';
  if ((edit.kind === 'move' || edit.kind === 'delete') && isLocked(grid, grid.beats[nearestBeat(grid.beats, edit.time)].time)) return 'That beat is locked';
  if (edit.kind === 'add' && isLocked(grid, edit.time)) return 'That stretch is locked';
  if (edit.kind === 'move' && isLocked(grid, edit.to)) return 'That stretch is locked';
  return undefined;
}

function lockRanges(grid: BeatGrid, edit: LockEdit): BeatGrid {
  const locks = (edit.kind === 'lock' ? addLock : removeLock)(grid.locks ?? [], edit.range);
  return buildGrid({ ...grid, beatsPerBar: grid.metre.beatsPerBar, locks, provenance: noted(grid, edit) });
}

function noted(grid: BeatGrid, edit: GridEdit): BeatGrid['provenance'] {
  return { ...grid.provenance, edits: [...grid.provenance.edits, edit.kind] };
}

/**
 * The grid after one repair; the old one is untouched, so undo is keeping it. Beats inside locked stretches stay.
 * Tempo, segments and confidence follow. Fails with `usage.invalid` when the edit makes no sense for this grid.
 */
export function editGrid(grid: BeatGrid, edit: GridEdit): Result<BeatGrid> {
  const reason = objection(grid, edit);
  if (reason !== undefined) return fail('usage.invalid', reason);
  if (isLockEdit(edit)) return succeed(lockRanges(grid, edit));
  const beats = outsideLocks(grid, editBeats(grid, edit));
  const beatsPerBar = edit.kind === 'setMetre' ? edit.beatsPerBar : grid.metre.beatsPerBar;
  const edited = buildGrid({ ...grid, beats, beatsPerBar, locks: grid.locks ?? [], provenance: noted(grid, edit) });
  return succeed({ ...edited, tempoSegments: fitTempoSegments(edited.beats.map(({ time }) => time)).segments });
}
