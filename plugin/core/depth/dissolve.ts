import { pictureDifference, type Thumbnail } from './sceneCut.js';
import { likeness, mixedVariance } from './thumbnailLooks.js';

/** A frame's reduced picture with the spread of its luma (`centralSpread`). */
export interface Glimpsed {
  readonly thumbnail: Thumbnail;
  readonly spread: number;
}

/** Distances from the middle at which a dissolve's ends are looked for, frames; longer ones are seen by their middle part. */
const REACHES = [4, 6, 9, 14, 20] as const;
/** Longest of them. */
export const DISSOLVE_REACH = 20;

/** Least difference of the two ends, and most likeness: below and above it nothing changed but place or light (chosen on made and real edits). */
const LEAST_DIFFERENCE = 0.12;
const MOST_LIKENESS = 0.6;
/** Part of the change that mixing the ends may leave unexplained. A pan leaves more than half. */
const MOST_REST = 0.4;
/** Largest part of the change in one step: more is a cut. */
const LARGEST_STEP = 0.45;
/** Least luma spread of the ends and of all between them. */
const LEAST_SPREAD = 12;

/**
 * Whether a dissolve has its middle at `pictures[at]`: for some reach the frames between two unlike ends are mixtures of these ends, with
 * shares that grow steadily and pass one half here.
 */
export function findDissolve(window: readonly Glimpsed[], at: number): boolean {
  return REACHES.some((reach) => isDissolve(window, at, reach));
}

function isDissolve(window: readonly Glimpsed[], at: number, reach: number): boolean {
  const [begin, end] = [window[at - reach], window[at + reach]];
  if (!begin || !end) return false;
  // Between its ends a dissolve always shows something: what goes through black or white is a fade, however bright its two ends are.
  if (showsNothing(window, at - reach, at + reach) || isFade(window, at - reach, at + reach)) return false;
  const [first, last] = [begin.thumbnail, end.thumbnail];
  if (pictureDifference(first, last) < LEAST_DIFFERENCE || likeness(first, last) > MOST_LIKENESS) return false;
  if (!isPaler(window[at]!.thumbnail, first, last)) return false;
  let before = 0;
  for (let t = at - reach + 1; t < at + reach; t++) {
    const { share, rest } = mixtureOf(window[t]!.thumbnail, first, last);
    if (rest > MOST_REST || share < before - 0.1 || share > before + LARGEST_STEP) return false;
    if (t === at - 1 && share >= 0.5) return false;
    if (t === at && share < 0.5) return false;
    before = Math.max(before, share);
  }
  // Ends that lie inside the dissolve see it too, but lower; mixing has to go most of the way, and not to have begun long before.
  return before > 0.6 && mixtureOf(window[at - Math.ceil(reach / 2)]!.thumbnail, first, last).share < 0.45;
}

const showsNothing = (window: readonly Glimpsed[], from: number, to: number): boolean => window.slice(Math.max(0, from), to + 1).some(({ spread }) => spread < LEAST_SPREAD);

/** Frames around the ends in which a fade reaches its black, and part of the other end's spread that a fading end has at most (chosen). */
const FADED_WITHIN = 8;
const FADED_SPREAD = 0.4;

/** One end is much paler than the other, and near it the picture shows nothing: it fades, while what moves in it makes it unlike itself. */
function isFade(window: readonly Glimpsed[], begin: number, end: number): boolean {
  const [first, last] = [window[begin]!.spread, window[end]!.spread];
  if (last < FADED_SPREAD * first) return showsNothing(window, end, end + FADED_WITHIN);
  return first < FADED_SPREAD * last && showsNothing(window, begin - FADED_WITHIN, begin);
}

/** Two unlike pictures laid over each other have less contrast than either; the middle of a pan has as much. */
function isPaler(middle: Thumbnail, first: Thumbnail, last: Thumbnail): boolean {
  const ends = (mixedVariance(first, first) + mixedVariance(last, last)) / 2;
  return mixedVariance(middle, middle) < (ends + mixedVariance(first, last)) / 2;
}

/** The share of `last` in a picture that mixes two, and the distance from that mixture as a part of the distance between the two. */
function mixtureOf(picture: Thumbnail, first: Thumbnail, last: Thumbnail): { readonly share: number; readonly rest: number } {
  let [along, length, square] = [0, 0, 0];
  for (let i = 0; i < picture.length; i++) {
    const change = last[i]! - first[i]!;
    const here = picture[i]! - first[i]!;
    along += change * here;
    length += change * change;
    square += here * here;
  }
  const share = along / length;
  return { share, rest: Math.sqrt(Math.max(0, square - share * along) / length) };
}
