import type { CompanionKind, DepthSlice } from '#contracts/depthAsset';
import type { FrameRange, FrameRate, Size } from '#contracts/units';
import type { Placement } from '#contracts/hostPlan';
import { MOST_TILES } from '#core/depth/tileLayout';
import { framesPerSecond, nearestFrameRate, parseFrameRate } from '#core/time/frameRate';
import { InvalidArgumentError } from 'commander';

/** Largest side that is accepted, pixels; the same bound as for sources. */
const LARGEST_SIDE = 16384;

/** `A-B` (both included) or one frame `A`, counted from 0. */
export function readFrames(text: string): FrameRange {
  const match = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text);
  const first = Number(match?.[1]);
  const last = Number(match?.[2] ?? match?.[1]);
  if (!match || last < first) throw new InvalidArgumentError('It takes A-B with A ≤ B, counted from 0, for example 0-99.');
  return { first, last };
}

/** Frame numbers with commas between; empty text for none. */
export function readCuts(text: string): number[] {
  const numbers = text === '' ? [] : text.split(',').map(Number);
  if (!numbers.every((number, i) => Number.isSafeInteger(number) && number >= 0 && (i === 0 || number > numbers[i - 1]!))) throw new InvalidArgumentError('It takes frame numbers in order, with commas between.');
  return numbers;
}

/** `I/N`: which of how many, counted from 1. */
export function readPart(text: string): { readonly index: number; readonly count: number } {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || index < 1 || index > count) throw new InvalidArgumentError('It takes I/N with 1 ≤ I ≤ N, for example 2/4.');
  return { index, count };
}

/** A whole number from 1 to 1000. */
export function readCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 1000) throw new InvalidArgumentError('It takes a whole number from 1 to 1000.');
  return count;
}

/** Tiles along a side, from 1 (none) on. */
export function readTiles(text: string): number {
  const tiles = Number(text);
  if (!/^\d$/.test(text) || tiles < 1 || tiles > MOST_TILES) throw new InvalidArgumentError(`It takes 1 (none) to ${MOST_TILES} tiles along a side, for example 2.`);
  return tiles;
}

/** A number of pixels from 0 to 100, fractions allowed. */
export function readPixels(text: string): number {
  const pixels = /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Number(text) : NaN;
  if (!(pixels <= 100)) throw new InvalidArgumentError('It takes a number of pixels from 0 to 100, for example 3.');
  return pixels;
}

/** `native`, `half` or `WxH`. */
export function readSize(text: string): 'native' | 'half' | Size {
  if (text === 'native' || text === 'half') return text;
  const match = /^(\d{1,5})x(\d{1,5})$/.exec(text);
  const width = Number(match?.[1]);
  const height = Number(match?.[2]);
  if (!match || width < 16 || height < 16 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
    throw new InvalidArgumentError(`It takes native, half or WIDTHxHEIGHT from 16x16 to ${LARGEST_SIDE}x${LARGEST_SIDE}.`);
  }
  return { width, height };
}

const companionKinds: readonly CompanionKind[] = ['push', 'matte', 'false-colour'];

/** Names of companion passes with commas between. */
export function readCompanions(text: string): CompanionKind[] {
  const kinds = text.split(',').map((name) => name.trim());
  return kinds.map((name) => {
    const kind = companionKinds.find((one) => one === name);
    if (!kind) throw new InvalidArgumentError(`It takes ${companionKinds.join(', ')}, with commas between.`);
    return kind;
  });
}

/** `FAR-NEAR` or `FAR-NEAR:SOFTNESS`, grey values 0 (far) to 1 (near). */
export function readSlice(text: string): DepthSlice {
  const match = /^(\d*\.?\d+)-(\d*\.?\d+)(?::(\d*\.?\d+))?$/.exec(text);
  const [far, near, softness] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3] ?? 0.05)];
  if (!match || near > 1 || far > near || softness > 1) throw new InvalidArgumentError('It takes FAR-NEAR or FAR-NEAR:SOFTNESS with 0 ≤ FAR ≤ NEAR ≤ 1, for example 0.6-1:0.1.');
  return { far, near, softness };
}

/** `24000/1001`, `25` or `23.976`. */
export function readRate(text: string): FrameRate {
  const rate = parseFrameRate(text) ?? (/^\d{1,4}\.\d{1,9}$/.test(text) && Number(text) > 0 ? nearestFrameRate(Number(text)) : undefined);
  if (!rate || framesPerSecond(rate) > 1000) throw new InvalidArgumentError('It takes frames a second, for example 25, 23.976 or 24000/1001.');
  return rate;
}

/** `source:1.5` or `composition:1.5`: a clock and where on it the first frame of a pass stands. */
export function readPlacement(text: string): Placement {
  const [clock, seconds, ...rest] = text.split(':');
  if ((clock !== 'source' && clock !== 'composition') || seconds === undefined || rest.length > 0) throw new InvalidArgumentError('It takes source:SECONDS or composition:SECONDS, as the render said.');
  return { clock, start: readSeconds(seconds) };
}

/** A number of seconds, may be negative. */
export function readSeconds(text: string): number {
  const seconds = Number(text);
  if (text.trim() === '' || !Number.isFinite(seconds) || Math.abs(seconds) > 86_400) throw new InvalidArgumentError('It takes seconds, for example 1.5 or -0.25.');
  return seconds;
}

/** Collects `--set name=value` into an object; the recipe's declaration checks names and ranges. */
export function readSetting(text: string, before: Record<string, string>): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It takes NAME=VALUE, for example amount=40.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
