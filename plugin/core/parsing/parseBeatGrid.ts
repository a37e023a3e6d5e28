import type { BeatGrid } from '#contracts/beatGrid';
import type { Result } from '#contracts/failure';
import { boolean, integer, list, number, oneOf, optional, ParseError, parseJsonWith, parseWith, record, text, type Parser } from './parser.js';

const seconds = number(0, 1e6);
const unit = number(0, 1);

const beat = record({ time: seconds, barPosition: integer(0, 64), downbeat: boolean, strength: unit, confidence: unit });
const tempoSegment = record({ start: seconds, end: seconds, bpm: number(0, 10_000), steady: boolean });
const section = record({ start: seconds, end: seconds, label: text(64), energy: unit });
const hit = record({ time: seconds, band: oneOf('kick', 'snare', 'hat'), strength: unit });
const provenance = record({
  algorithm: text(128),
  algorithmVersion: text(64),
  source: record({ path: text(32_768), fingerprint: text(256) }),
  edits: list(text(256), 100_000),
});

const grid = record({
  schema: oneOf('depthbeat.beatGrid'),
  version: oneOf(1),
  duration: seconds,
  tempo: number(0, 10_000),
  metre: record({ beatsPerBar: integer(1, 64) }),
  confidence: unit,
  beats: list(beat),
  tempoSegments: list(tempoSegment),
  sections: list(section),
  hits: list(hit),
  locks: optional(list(record({ start: seconds, end: seconds }))),
  provenance,
});

function requireAscending(items: readonly { readonly time: number }[], place: string, strictly: boolean): void {
  items.forEach((item, i) => {
    const before = i === 0 ? -Infinity : items[i - 1].time;
    if (item.time < before || (strictly && item.time === before)) throw new ParseError(`${place}[${i}].time`, 'later than the one before');
  });
}

/** A beat grid: fields as in the contract, beats strictly ascending, hits ascending. */
export const beatGrid: Parser<BeatGrid> = (value, place) => {
  const parsed: BeatGrid = grid(value, place);
  requireAscending(parsed.beats, 'beats', true);
  requireAscending(parsed.hits, 'hits', false);
  return parsed;
};

/** `contract.invalid` when the value is not a beat grid. */
export function parseBeatGrid(value: unknown, documentName: string): Result<BeatGrid> {
  return parseWith(beatGrid, value, documentName);
}

/** As `parseBeatGrid`, from the text of a `beats.json`. */
export function parseBeatGridJson(json: string, documentName: string): Result<BeatGrid> {
  return parseJsonWith(beatGrid, json, documentName);
}
