import type { Beat, BeatGrid } from '#contracts/beatGrid';
import type { HostGridReading } from '#contracts/hostProtocol';
import type { Seconds } from '#contracts/units';
import { keyEdits } from './keyEdits.js';
import { placeMusic } from '../time/timeMap.js';

/** A marker an editor added says little: it is taken for a beat of middling strength. */
const addedStrength = 0.5;

type ReadMarker = HostGridReading['markers'][number];

/** `3.1` as an editor or we write it: bar and place in the bar; place 0 when the text says something else. */
function placeOf(comment: string): number {
  const match = /^\d{1,5}\.(\d{1,2})$/.exec(comment.trim());
  return match ? Number(match[1]) : 0;
}

/** A beat keeps its exact time unless its marker was moved, since the marker lies on a frame and the beat need not. */
function beatOf(marker: ReadMarker, grid: BeatGrid, musicOffset: Seconds): Beat {
  const known = grid.beats[marker.beat];
  if (!known) {
    const barPosition = placeOf(marker.comment);
    return { time: placeMusic(musicOffset).toMusic(marker.time), barPosition, downbeat: barPosition === 1, strength: addedStrength, confidence: 1 };
  }
  const moved = marker.time - marker.setTime;
  return Math.abs(moved) < 1e-6 ? known : { ...known, time: known.time + moved, confidence: 1 };
}

/** A key set on a beat lies on the frame nearest to it: at most half a frame of 12 a second away. */
const onBeat: Seconds = 0.042;

/** Beats with what was done to the keys: a beat whose key was moved goes along, unless its marker was moved too; a key of the editor's own is a beat. */
function withKeys(beats: readonly Beat[], reading: HostGridReading, grid: BeatGrid, musicOffset: Seconds): Beat[] {
  const { moved, added } = keyEdits(reading.setKeys, reading.keys);
  const near = (time: Seconds) => (beat: Beat): boolean => Math.abs(beat.time + musicOffset - time) <= onBeat;
  const followed = beats.map((beat) => {
    const move = grid.beats.includes(beat) ? moved.find(({ from }) => near(from)(beat)) : undefined;
    return move ? { ...beat, time: beat.time + move.key.time - move.from, confidence: 1 } : beat;
  });
  const own = added.filter(({ time }) => !followed.some(near(time)));
  return [...followed, ...own.map(({ time, value }) => ({ time: time - musicOffset, barPosition: 0, downbeat: false, strength: Math.min(1, Math.max(0, value)), confidence: 1 }))];
}

/**
 * The grid as an editor left it in a composition: moved beats moved, deleted ones gone, added ones in, by the markers and by the keys that move
 * the picture (a deleted key is a beat without an accent, not a beat less). `reading` comes from the host's `readGrid`, `grid` is the one that was
 * applied, with the same `musicOffset`. Two beats closer than a millisecond become one.
 */
export function gridFromHost(reading: HostGridReading, grid: BeatGrid, musicOffset: Seconds): BeatGrid {
  const marked = reading.markers.map((marker) => beatOf(marker, grid, musicOffset));
  const read = withKeys(marked, reading, grid, musicOffset).filter(({ time }) => time >= 0);
  const rising = read.sort((a, b) => a.time - b.time);
  const beats = rising.filter((beat, index) => index === 0 || beat.time - rising[index - 1].time > 0.001);
  return { ...grid, beats, provenance: { ...grid.provenance, edits: [...grid.provenance.edits, 'read back from the composition'] } };
}
