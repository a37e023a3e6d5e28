import type { Beat, BeatGrid, BeatGridProvenance, Hit, Section, TempoSegment } from '#contracts/beatGrid';
import type { TimeRange } from '#contracts/gridEdit';
import type { BeatsPerMinute, Seconds } from '#contracts/units';

/** What a tracker found, before it is put in order. */
export interface GridParts {
  readonly duration: Seconds;
  readonly beats: readonly Beat[];
  readonly beatsPerBar: number;
  readonly tempoSegments?: readonly TempoSegment[];
  readonly sections?: readonly Section[];
  readonly hits?: readonly Hit[];
  readonly locks?: readonly TimeRange[];
  readonly provenance: BeatGridProvenance;
}

/** Median tempo of beats, beats per minute; 0 for fewer than two. */
export function medianTempo(beats: readonly Beat[]): BeatsPerMinute {
  const gaps = beats.slice(1).map((beat, i) => beat.time - beats[i].time);
  if (gaps.length === 0) return 0;
  gaps.sort((a, b) => a - b);
  const middle = gaps.length >> 1;
  const gap = gaps.length % 2 === 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2;
  return gap > 0 ? 60 / gap : 0;
}

const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);

/** Beats in order of time, each instant once: of two beats less than a millisecond apart the stronger stays. */
export function inOrder(beats: readonly Beat[]): Beat[] {
  const sorted = [...beats].sort((a, b) => a.time - b.time);
  const kept: Beat[] = [];
  for (const beat of sorted) {
    const last = kept[kept.length - 1];
    if (!last || beat.time - last.time >= 0.001) kept.push(beat);
    else if (beat.strength > last.strength) kept[kept.length - 1] = beat;
  }
  return kept;
}

/** A grid from its parts: beats ordered and inside 0..duration, tempo and confidence taken from them. */
export function buildGrid(parts: GridParts): BeatGrid {
  const beats = inOrder(parts.beats.filter(({ time }) => time >= 0 && time <= parts.duration));
  return {
    schema: 'depthbeat.beatGrid',
    version: 1,
    duration: parts.duration,
    tempo: medianTempo(beats),
    metre: { beatsPerBar: parts.beatsPerBar },
    confidence: mean(beats.map(({ confidence }) => confidence)),
    beats,
    tempoSegments: parts.tempoSegments ?? [],
    sections: parts.sections ?? [],
    hits: parts.hits ?? [],
    ...(parts.locks && parts.locks.length > 0 ? { locks: parts.locks } : {}),
    provenance: parts.provenance,
  };
}
