import type { Seconds } from '#contracts/units';
import type { KeyTime, TimeRange } from '../signals/signalKind.js';

/**
 * A key of a piecewise cubic. Slopes in units a second: as temporal eases of 33.33 % influence in a host they give
 * exactly this cubic, since the time handles are then evenly spaced. `holds`: the value stays until the next key.
 */
export interface BakedKey {
  readonly time: Seconds;
  readonly value: number;
  readonly inSlope: number;
  readonly outSlope: number;
  readonly holds: boolean;
}

/** The value before a jump is set this long before it, and held; shorter than a frame at any rate. */
export const jumpLead: Seconds = 0.001;
const slopeStep: Seconds = 1e-6;
/** Pieces shorter than this are not split again. */
const shortestPiece: Seconds = 0.004;
const probes = 8;

type Curve = (time: Seconds) => number;

interface Piece {
  readonly start: Seconds;
  readonly end: Seconds;
}

/** Derivative just inside a piece, second order, one sided at its ends. */
function slopeInside(curve: Curve, at: Seconds, direction: 1 | -1): number {
  const h = slopeStep * direction;
  return (-3 * curve(at) + 4 * curve(at + h) - curve(at + 2 * h)) / (2 * h);
}

function hermite(piece: Piece, values: readonly [number, number], slopes: readonly [number, number], time: Seconds): number {
  const span = piece.end - piece.start;
  const x = (time - piece.start) / span;
  const y = 1 - x;
  return values[0] * y * y * (1 + 2 * x) + values[1] * x * x * (1 + 2 * y) + span * x * y * (slopes[0] * y - slopes[1] * x);
}

function fitPiece(curve: Curve, piece: Piece, tolerance: number): BakedKey[] {
  const values = [curve(piece.start), curve(piece.end)] as const;
  const slopes = [slopeInside(curve, piece.start, 1), slopeInside(curve, piece.end, -1)] as const;
  const span = piece.end - piece.start;
  let fits = true;
  for (let probe = 1; probe < probes && fits; probe++) {
    const time = piece.start + (span * probe) / probes;
    fits = Math.abs(hermite(piece, values, slopes, time) - curve(time)) <= tolerance / 2;
  }
  if (!fits && span > shortestPiece) {
    const middle = (piece.start + piece.end) / 2;
    return [...fitPiece(curve, { start: piece.start, end: middle }, tolerance), ...fitPiece(curve, { start: middle, end: piece.end }, tolerance)];
  }
  return [
    { time: piece.start, value: values[0], inSlope: 0, outSlope: slopes[0], holds: false },
    { time: piece.end, value: values[1], inSlope: slopes[1], outSlope: 0, holds: false },
  ];
}

/** Instants closer than two leads as one: `first` is where a jump begins, `time` where the next piece starts. */
interface Mark extends KeyTime {
  readonly first: Seconds;
}

/** Sorted and merged; a jump wins over a bend near it. */
function mergeTimes(times: readonly KeyTime[], range: TimeRange): Mark[] {
  const inside = times.filter(({ time }) => time > range.start + jumpLead && time < range.end - jumpLead);
  const sorted = [{ time: range.start, jump: false }, ...inside.sort((a, b) => a.time - b.time || Number(b.jump) - Number(a.jump)), { time: range.end, jump: false }];
  const merged: Mark[] = [];
  for (const next of sorted) {
    const last = merged[merged.length - 1];
    if (!last || next.time - last.time > 2 * jumpLead) merged.push({ ...next, first: next.time });
    else if (next.jump) merged[merged.length - 1] = { time: next.time, jump: true, first: last.jump ? last.first : next.time };
  }
  return merged;
}

/** Two keys at one place become one that ends one piece and begins the next. */
function joinKeys(keys: readonly BakedKey[]): BakedKey[] {
  const joined: BakedKey[] = [];
  for (const key of keys) {
    const last = joined[joined.length - 1];
    if (last && last.time === key.time) joined[joined.length - 1] = { ...last, outSlope: key.outSlope };
    else joined.push(key);
  }
  return joined;
}

/** Removes keys between equal neighbours on a flat line. */
function dropFlat(keys: readonly BakedKey[], tolerance: number): BakedKey[] {
  const flat = (a: BakedKey, b: BakedKey): boolean => Math.abs(a.value - b.value) <= tolerance * 1e-3 && Math.abs(a.outSlope) + Math.abs(b.inSlope) <= tolerance;
  return keys.filter((key, index) => {
    const before = keys[index - 1];
    const after = keys[index + 1];
    return !before || !after || before.holds || key.holds || !flat(before, key) || !flat(key, after);
  });
}

/**
 * A curve as few cubic keys. `times`: where it bends or jumps (`keyTimesOf`), any order. Interpolated keys stay within
 * `tolerance` of the curve (checked at eight places of each piece, split until it holds), the last millisecond before a jump aside.
 */
export function bakeKeyframes(curve: Curve, times: readonly KeyTime[], range: TimeRange, tolerance: number): BakedKey[] {
  const marks = mergeTimes(times, range);
  const keys = marks.slice(1).flatMap((mark, index) => {
    if (!mark.jump) return fitPiece(curve, { start: marks[index].time, end: mark.time }, tolerance);
    const piece = fitPiece(curve, { start: marks[index].time, end: mark.first - jumpLead }, tolerance);
    const landing = { time: mark.first, value: curve(mark.time), inSlope: 0, outSlope: 0, holds: true };
    return [...piece.slice(0, -1), { ...piece[piece.length - 1], holds: true }, ...(mark.first < mark.time ? [landing] : [])];
  });
  return dropFlat(joinKeys(keys), tolerance);
}

/** What a host shows at a time: held, or the cubic between the two keys around it. */
export function interpolateKeys(keys: readonly BakedKey[], time: Seconds): number {
  const next = keys.findIndex((key) => key.time > time + 1e-9);
  if (next === 0) return keys[0].value;
  if (next < 0) return keys[keys.length - 1].value;
  const [a, b] = [keys[next - 1], keys[next]];
  return a.holds ? a.value : hermite({ start: a.time, end: b.time }, [a.value, b.value], [a.outSlope, b.inSlope], time);
}
