import type { BeatGrid } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { ParameterValues } from '#contracts/parameter';
import type { Accent, EventStream, Recipe } from '#contracts/recipe';
import type { FrameRate, Seconds, Unit } from '#contracts/units';
import { accentChoices } from '../events/accents.js';
import { flashGap, movesLight } from '../events/flashGuard.js';
import { selectEvents, thinEvents, type MusicEvent, type SettledAccent } from '../events/selectEvents.js';
import type { HeldTrack } from '../signals/heldTrack.js';
import type { SignalContext } from '../signals/signalKind.js';
import { frameIndexToSeconds, secondsToNearestFrameIndex } from '../time/frameRate.js';
import { placeMusic, type TimeMap } from '../time/timeMap.js';

export interface RecipeInputs {
  readonly recipe: Recipe;
  /** Every parameter of the recipe, as `resolveValues` returns them. */
  readonly values: ParameterValues;
  readonly grid: BeatGrid;
  readonly passport: DepthPassport;
  /** Composition time at which the music starts; default 0. Negative: the music was already playing. */
  readonly musicOffset?: Seconds;
}

function accentOf(stream: EventStream, values: ParameterValues): SettledAccent {
  if (stream.accent.kind !== 'chosen') return settled(stream.accent, values);
  const chosen = accentChoices[String(values[stream.accent.parameter])];
  if (!chosen) throw new RangeError(`there is no accent ${String(values[stream.accent.parameter])}`);
  return settled(chosen.accent, values);
}

function settled(accent: Accent, values: ParameterValues): SettledAccent {
  if (accent.kind !== 'everyNth') return accent;
  const count = Number(typeof accent.count === 'string' ? values[accent.count] : accent.count);
  return { ...accent, count: Math.max(1, Math.round(count)) };
}

function shareOf(accent: SettledAccent, values: ParameterValues): Unit {
  return accent.kind === 'strongBeats' ? Number(values[accent.share]) : 1;
}

/** The events of one stream of the recipe in composition time, exact seconds. */
export function eventsOfStream(name: string, inputs: RecipeInputs): MusicEvent[] {
  const stream = inputs.recipe.events[name];
  const accent = accentOf(stream, inputs.values);
  const events = selectEvents(inputs.grid, accent, shareOf(accent, inputs.values));
  const gap = movesLight(inputs.recipe, name) ? Math.max(stream.minimumGap, flashGap) : stream.minimumGap;
  const { toComposition } = placeMusic(inputs.musicOffset);
  return thinEvents(events, gap).map((event) => ({ ...event, time: toComposition(event.time), strength: stream.floor + (1 - stream.floor) * event.strength }));
}

/** Events as held keys on frame borders, as the host sets them: nearest frame, a tie goes to the earlier one; of two on one frame the stronger stays. */
export function snapEvents(events: readonly MusicEvent[], rate: FrameRate): HeldTrack {
  const snapped = events.map((event) => ({ ...event, time: frameIndexToSeconds(secondsToNearestFrameIndex(event.time, rate), rate) }));
  const kept = thinEvents(snapped, 0);
  return { times: kept.map(({ time }) => time), values: kept.map(({ strength }) => strength) };
}

/** Near and far focus of each shot, as keys at the source time of its first frame. */
export function planesOf(passport: DepthPassport): SignalContext['planes'] {
  const times = passport.shots.map(({ first }) => frameIndexToSeconds(first, passport.frameRate));
  return {
    near: { times, values: passport.shots.map(({ nearFocus }) => nearFocus) },
    far: { times, values: passport.shots.map(({ farFocus }) => farFocus) },
  };
}

/** Seconds a beat lasts, from each tempo segment's start on, in composition time. Empty when the music has no tempo. */
export function beatLengthOf(grid: BeatGrid, { toComposition }: TimeMap): HeldTrack {
  const segments = grid.tempoSegments.filter(({ bpm }) => bpm > 0);
  if (segments.length > 0) return { times: segments.map(({ start }) => toComposition(start)), values: segments.map(({ bpm }) => 60 / bpm) };
  return grid.tempo > 0 ? { times: [toComposition(0)], values: [60 / grid.tempo] } : { times: [], values: [] };
}

/** Everything the signals of a recipe read, for a composition of that frame rate in which the clip starts at time 0 and is not stretched. */
export function recipeContext(inputs: RecipeInputs, rate: FrameRate): SignalContext {
  const { recipe, values, grid, passport } = inputs;
  return {
    values,
    events: Object.fromEntries(Object.keys(recipe.events).map((name) => [name, snapEvents(eventsOfStream(name, inputs), rate)])),
    planes: planesOf(passport),
    beatLength: beatLengthOf(grid, placeMusic(inputs.musicOffset)),
    signals: Object.fromEntries(Object.entries(recipe.signals).map(([name, { signal }]) => [name, signal])),
  };
}
