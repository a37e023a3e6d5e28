import type { Beat, BeatGrid } from '#contracts/beatGrid';
import type { HostGridReading } from '#contracts/hostProtocol';
import type { Seconds } from '#contracts/units';
import { buildGrid } from '../beatgrid/buildGrid.js';
import { lastAtOrBefore } from '../beatgrid/queryGrid.js';
import { fitTempoSegments } from '../music/tempoSegments.js';
import { placeMusic } from '../time/timeMap.js';
import { keyEdits } from './keyEdits.js';

/** A marker an editor added says little: it is taken for a beat of middling strength. */
const addedStrength = 0.5;
/** A marker or key set on a beat lies on the frame nearest to it: at most half a frame of 12 a second away. */
const onBeat: Seconds = 0.042;

type ReadMarker = HostGridReading['markers'][number];

/** A beat as it was read, and the beat of the grid that it was; absent: it is new. */
interface ReadBeat {
  readonly beat: Beat;
  readonly from?: Beat;
}

/** The grid as it was read, and in how many beats it differs from the one before. */
export interface GridReadBack {
  readonly grid: BeatGrid;
  readonly moved: number;
  readonly added: number;
  readonly removed: number;
}

/** `3.1` as an editor or we write it: bar and place in the bar; place 0 when the text says something else. */
function placeOf(comment: string): number {
  const match = /^\d{1,5}\.(\d{1,2})$/.exec(comment.trim());
  return match ? Number(match[1]) : 0;
}

/** Which numbers of markers can be believed, and how far the set times lie from the beats of those numbers, seconds. */
interface Numbering {
  readonly shift: Seconds;
  readonly isKnown: (marker: ReadMarker) => boolean;
}

/** Numbers are believed where most of them agree on one shift; they do not when they are those of another grid (halved since, say). */
function numberingOf({ markers }: HostGridReading, { beats }: BeatGrid, musicOffset: Seconds): Numbering {
  const shiftOf = ({ beat, setTime }: ReadMarker): Seconds => (beats[beat] ? setTime - beats[beat].time - musicOffset : NaN);
  const shifts = markers.map(shiftOf).filter((shift) => !isNaN(shift)).sort((a, b) => a - b);
  const shift = shifts[shifts.length >> 1] ?? 0;
  const isKnown = (marker: ReadMarker): boolean => Math.abs(shiftOf(marker) - shift) <= onBeat;
  const agreeing = markers.filter(isKnown).length;
  return agreeing * 2 > markers.filter(({ beat }) => beat >= 0).length ? { shift, isKnown } : { shift: 0, isKnown: () => false };
}

function beatNear(beats: readonly Beat[], time: Seconds): Beat | undefined {
  const before = lastAtOrBefore(beats, time);
  const [left, right] = [beats[before], beats[before + 1]];
  const nearer = left && right ? (time - left.time <= right.time - time ? left : right) : (left ?? right);
  return nearer && Math.abs(nearer.time - time) <= onBeat ? nearer : undefined;
}

const unmoved = (beat: Beat): ReadBeat => ({ beat, from: beat });

/** A marker of no number, or of one that another grid gave: the beat it was set on, or lies on, or a new one. */
function strangerRead(marker: ReadMarker, grid: BeatGrid, toMusic: (time: Seconds) => Seconds): ReadBeat {
  const setOn = marker.beat < 0 ? undefined : beatNear(grid.beats, toMusic(marker.setTime));
  if (setOn) return movedBy(setOn, marker.time - marker.setTime);
  const on = beatNear(grid.beats, toMusic(marker.time));
  const barPosition = placeOf(marker.comment);
  return on ? unmoved(on) : { beat: { time: toMusic(marker.time), barPosition, downbeat: barPosition === 1, strength: addedStrength, confidence: 1 } };
}

/** A beat keeps its exact time unless its marker was moved, since the marker lies on a frame and the beat need not. */
function movedBy(beat: Beat, seconds: Seconds): ReadBeat {
  return Math.abs(seconds) < 1e-6 ? unmoved(beat) : { from: beat, beat: { ...beat, time: beat.time + seconds, confidence: 1 } };
}

/** Beats with what was done to the keys: a beat whose key was moved goes along, unless its marker was moved too; a key of the editor's own is a beat. */
function withKeys(beats: readonly ReadBeat[], reading: HostGridReading, offset: Seconds): ReadBeat[] {
  const { moved, added } = keyEdits(reading.setKeys, reading.keys);
  const near = (time: Seconds) => ({ beat }: ReadBeat): boolean => Math.abs(beat.time + offset - time) <= onBeat;
  const followed = beats.map((read) => {
    const move = read.beat === read.from ? moved.find(({ from }) => near(from)(read)) : undefined;
    return move ? { ...read, beat: { ...read.beat, time: read.beat.time + move.key.time - move.from, confidence: 1 } } : read;
  });
  const own = added.filter(({ time }) => !followed.some(near(time)));
  return [...followed, ...own.map(({ time, value }) => ({ beat: { time: time - offset, barPosition: 0, downbeat: false, strength: Math.min(1, Math.max(0, value)), confidence: 1 } }))];
}

function tell(read: readonly ReadBeat[], before: BeatGrid, grid: BeatGrid): GridReadBack {
  const known = new Set(read.flatMap(({ from }) => (from ? [from] : [])));
  const still = new Set(read.flatMap(({ from, beat }) => (from && beat === from ? [from] : [])));
  return { grid, moved: known.size - still.size, added: read.length - known.size, removed: before.beats.length - known.size };
}

/**
 * The grid as an editor left it in a composition: moved beats moved, deleted ones gone, added ones in, by the markers and by the keys that move
 * the picture (a deleted key is a beat without an accent, not a beat less). `reading` comes from the host's `readGrid`, `grid` is the one that was
 * applied or what has become of it since, `musicOffset` its place now: markers are known by their numbers while these agree with the grid, else by
 * where they were set. Two beats closer than a millisecond become one; tempo follows.
 */
export function gridFromHost(reading: HostGridReading, grid: BeatGrid, musicOffset: Seconds): GridReadBack {
  const { shift, isKnown } = numberingOf(reading, grid, musicOffset);
  const offset = musicOffset + (Math.abs(shift) > onBeat ? shift : 0);
  const { toMusic } = placeMusic(offset);
  const marked = reading.markers.map((marker) => (isKnown(marker) ? movedBy(grid.beats[marker.beat]!, marker.time - marker.setTime) : strangerRead(marker, grid, toMusic)));
  const all = withKeys(marked, reading, offset).filter(({ beat }) => beat.time >= 0 && beat.time <= grid.duration);
  const rising = all.sort((a, b) => a.beat.time - b.beat.time);
  const read = rising.filter(({ beat }, index) => index === 0 || beat.time - rising[index - 1]!.beat.time > 0.001);
  const beats = read.map(({ beat }) => beat);
  const provenance = { ...grid.provenance, edits: [...grid.provenance.edits, 'read back from the composition'] };
  const built = buildGrid({ ...grid, beats, beatsPerBar: grid.metre.beatsPerBar, locks: grid.locks ?? [], provenance });
  return tell(read, grid, { ...built, tempoSegments: fitTempoSegments(built.beats.map(({ time }) => time)).segments });
}
