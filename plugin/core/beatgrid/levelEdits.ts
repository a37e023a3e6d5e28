import type { Beat } from '#contracts/beatGrid';
import type { TimeRange } from '#contracts/gridEdit';
import { intervals, median } from '../music/curve.js';

/** Applies a change to the beats of a stretch and leaves the others. */
export function inRange(beats: readonly Beat[], range: TimeRange | undefined, change: (inside: readonly Beat[]) => Beat[]): Beat[] {
  if (!range) return change(beats);
  const inside = beats.filter(({ time }) => time >= range.start && time < range.end);
  const outside = beats.filter(({ time }) => time < range.start || time >= range.end);
  return [...outside, ...change(inside)];
}

/** Index of the first downbeat, 0 when there is none. */
export function firstDownbeat(beats: readonly Beat[]): number {
  return Math.max(0, beats.findIndex(({ downbeat }) => downbeat));
}

/** Numbers bars of one length through all beats, `anchor` being a "1". */
export function numberBars(beats: readonly Beat[], anchor: number, beatsPerBar: number): Beat[] {
  return beats.map((beat, i) => {
    const barPosition = ((((i - anchor) % beatsPerBar) + beatsPerBar) % beatsPerBar) + 1;
    return { ...beat, barPosition, downbeat: barPosition === 1 };
  });
}

/** Every second beat, the first downbeat among them. */
export function halve(beats: readonly Beat[]): Beat[] {
  const parity = firstDownbeat(beats) % 2;
  return beats.filter((_, i) => i % 2 === parity);
}

/** A beat between two others: nobody has heard it, so it counts half as strong and as sure as the weaker of the two. */
function between(before: Beat, after: Beat, part: number): Beat {
  return {
    time: before.time + (after.time - before.time) * part,
    barPosition: 0,
    downbeat: false,
    strength: Math.min(before.strength, after.strength) / 2,
    confidence: Math.min(before.confidence, after.confidence) / 2,
  };
}

/** Puts `parts` - 1 beats into every gap, evenly. */
export function subdivide(beats: readonly Beat[], parts: number): Beat[] {
  return beats.flatMap((beat, i) => {
    const next = beats[i + 1];
    if (!next) return [beat];
    return [beat, ...Array.from({ length: parts - 1 }, (_, k) => between(beat, next, (k + 1) / parts))];
  });
}

/** Moves beats along the grid by a part of the local interval; the ends go on at the pace of the nearest gap. */
export function shiftByBeats(beats: readonly Beat[], amount: number): Beat[] {
  const gaps = intervals(beats.map(({ time }) => time));
  const usual = median(gaps);
  return beats.map((beat, i) => {
    const gap = (amount >= 0 ? (gaps[i] ?? gaps[i - 1]) : (gaps[i - 1] ?? gaps[i])) ?? usual;
    return { ...beat, time: beat.time + amount * gap };
  });
}
