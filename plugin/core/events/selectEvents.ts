import type { BeatGrid } from '#contracts/beatGrid';
import type { Accent } from '#contracts/recipe';
import type { Seconds, Unit } from '#contracts/units';

/** A moment of the music that moves something. `bar` and `beat` count from 1; 0 = not known. */
export interface MusicEvent {
  readonly time: Seconds;
  readonly strength: Unit;
  readonly bar: number;
  readonly beat: number;
  readonly label: string;
}

/** An accent whose numbers are known. */
export type SettledAccent = Exclude<Accent, { kind: 'everyNth' }> | { readonly kind: 'everyNth'; readonly count: number; readonly offset: number };

/** Two events never share a key; closer than this they count as one. */
const sameMoment: Seconds = 0.001;

/** All beats with their bar numbers; beats before the first downbeat are in bar 0. */
export function countBars(grid: BeatGrid): MusicEvent[] {
  let bar = 0;
  return grid.beats.map(({ time, strength, barPosition, downbeat }) => {
    if (downbeat) bar++;
    return { time, strength, bar, beat: barPosition, label: barPosition > 0 ? `${bar}.${barPosition}` : '' };
  });
}

function strongest(events: readonly MusicEvent[], share: Unit): MusicEvent[] {
  const count = Math.min(events.length, Math.max(1, Math.round(events.length * share)));
  const byStrength = [...events].sort((a, b) => b.strength - a.strength || a.time - b.time);
  return byStrength.slice(0, count).sort((a, b) => a.time - b.time);
}

function downbeats(grid: BeatGrid): MusicEvent[] {
  const counted = countBars(grid);
  const marked = counted.filter((_, index) => grid.beats[index].downbeat);
  return marked.length > 0 ? marked : counted.filter((_, index) => index % Math.max(1, grid.metre.beatsPerBar) === 0);
}

/** The moments an accent stands for, in music time, rising. `share` is used by strong beats only. */
export function selectEvents(grid: BeatGrid, accent: SettledAccent, share: Unit): MusicEvent[] {
  switch (accent.kind) {
    case 'beats':
      return countBars(grid);
    case 'strongBeats':
      return strongest(countBars(grid), share);
    case 'downbeats':
      return downbeats(grid);
    case 'everyNth':
      return countBars(grid).filter((_, index) => index % accent.count === accent.offset % accent.count);
    case 'hits':
      return grid.hits
        .filter(({ band }) => band === accent.band)
        .map(({ time, strength, band }) => ({ time, strength, bar: 0, beat: 0, label: band }))
        .sort((a, b) => a.time - b.time);
    case 'sections':
      return grid.sections.map(({ start, energy, label }) => ({ time: start, strength: energy, bar: 0, beat: 0, label }));
  }
}

/** Drops the weaker of two events that are closer than `gap` seconds; what remains is at least that far apart. One pass. */
export function thinEvents(events: readonly MusicEvent[], gap: Seconds): MusicEvent[] {
  const least = Math.max(gap, sameMoment) - 1e-9;
  const kept: MusicEvent[] = [];
  for (const event of events) {
    const last = kept[kept.length - 1];
    if (!last || event.time - last.time >= least) kept.push(event);
    else if (event.strength > last.strength) kept[kept.length - 1] = event;
  }
  return kept;
}
