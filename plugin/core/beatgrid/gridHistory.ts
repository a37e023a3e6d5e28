import type { BeatGrid } from '#contracts/beatGrid';
import type { Result } from '#contracts/failure';
import type { GridEdit } from '#contracts/gridEdit';
import { succeed } from '../failure/result.js';
import { editGrid } from './editGrid.js';

/** A grid with what came before and after it. Grids share their unchanged parts, so a long history costs little. */
export interface GridHistory {
  readonly past: readonly BeatGrid[];
  readonly present: BeatGrid;
  readonly future: readonly BeatGrid[];
}

export function startHistory(grid: BeatGrid): GridHistory {
  return { past: [], present: grid, future: [] };
}

/** Applies an edit as one undoable step; what was undone before is forgotten. Fails as `editGrid` does. */
export function applyEdit(history: GridHistory, edit: GridEdit): Result<GridHistory> {
  const edited = editGrid(history.present, edit);
  return edited.ok ? succeed({ past: [...history.past, history.present], present: edited.value, future: [] }) : edited;
}

/** One step back; the same history where there is none. */
export function undo(history: GridHistory): GridHistory {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  return { past: past.slice(0, -1), present: past[past.length - 1], future: [present, ...future] };
}

/** One step forward again; the same history where there is none. */
export function redo(history: GridHistory): GridHistory {
  const { past, present, future } = history;
  if (future.length === 0) return history;
  return { past: [...past, present], present: future[0], future: future.slice(1) };
}
