import type { Seconds } from '#contracts/units';
import type { HeldTrack } from './heldTrack.js';
import { keyTolerance } from './heldTrack.js';
import type { KeyTime, SignalContext, TimeRange } from './signalKind.js';

/** The keys of a held track within a range as jumps. */
export function jumpsOf(track: HeldTrack, range: TimeRange): KeyTime[] {
  return track.times.filter((time) => time >= range.start && time <= range.end).map((time) => ({ time, jump: true }));
}

/** The events of a stream; throws when the recipe has no such stream, which `checkRecipe` excludes. */
export function eventsOf(name: string, context: SignalContext): HeldTrack {
  const track = context.events[name];
  if (!track) throw new RangeError(`there are no events ${name}`);
  return track;
}

/** Events as jumps, each followed by the end of what it started. A span is cut where the next event begins. */
export function spansOf(track: HeldTrack, range: TimeRange, spanAt: (time: Seconds) => Seconds): KeyTime[] {
  const found: KeyTime[] = [];
  track.times.forEach((start, index) => {
    const end = start + spanAt(start);
    found.push({ time: start, jump: true });
    if (end < (track.times[index + 1] ?? Infinity) - 10 * keyTolerance) found.push({ time: end, jump: false });
  });
  return found.filter(({ time }) => time >= range.start && time <= range.end);
}
