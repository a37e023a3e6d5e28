import { isCut, CUT_LOOK_AHEAD, CUT_LOOK_BACK, type Thumbnail } from './sceneCut.js';
import { findDissolve, DISSOLVE_REACH } from './dissolve.js';
import { likeness } from './thumbnailLooks.js';

/** Frames looked at after the one that is judged, and before it. */
export const LOOK_AHEAD = DISSOLVE_REACH + 4;
export const LOOK_BACK = DISSOLVE_REACH + 4;

/** A frame of the window: its picture and, for those already judged, whether a shot began there. */
export interface SeenFrame {
  readonly thumbnail: Thumbnail;
  /** `centralSpread` of it. */
  readonly spread: number;
  readonly cut: boolean;
}

export interface ShotChange {
  /** A new shot begins here. */
  readonly cut: boolean;
  /** The picture shows nothing: faded to black or white, or so far that what is left tells no depth. Judged by the frame alone. */
  readonly blind: boolean;
}

/** Spread of luma, of 255, below which a picture shows nothing (chosen: a car park seen from above through haze has 17). */
const LEAST_SPREAD = 12;
/** Likeness from which what stood before a black and after it is one scene. */
const SAME_SCENE = 0.7;
/** Likeness from which a sudden change is one of light alone: a fade's steps move whole histograms. */
const SAME_ARRANGEMENT = 0.85;
/** Frames before the picture comes back at which a shot begins inside a long black, at most. */
const LEAD_IN = 12;

/**
 * Judges `window[at]`: consecutive frames, with as many of `LOOK_BACK` before and `LOOK_AHEAD` after it as there are.
 *
 * - Hard cuts by `isCut`; a flash comes back and is none.
 * - A fade through black or white between two scenes is one change: in the middle of what shows nothing (near its end when that is long),
 *   or where the picture jumps. The same scene on both sides is a blink, not a change.
 * - A dissolve is one change, in its middle (`findDissolve`).
 */
export function judgeFrame(window: readonly SeenFrame[], at: number): ShotChange {
  const blindness = new Blindness(window);
  const blind = blindness.isBlind(at);
  return { cut: at > 0 && changesShot(window, at, blindness), blind };
}

function changesShot(window: readonly SeenFrame[], at: number, blindness: Blindness): boolean {
  const pictures = blindness.pictures;
  if (jumpsAt(pictures, at)) return !(blindness.isBlind(at - 1) && !blindness.isBlind(at) && changedWithin(window, blindness.runStart(at - 1), at));
  if (blindness.isBlind(at)) return changesInBlack(window, at, blindness);
  if (window.slice(Math.max(0, at - DISSOLVE_REACH), at).some(({ cut }) => cut)) return false;
  return findDissolve(window, at);
}

function jumpsAt(pictures: readonly Thumbnail[], at: number): boolean {
  const start = Math.max(0, at - CUT_LOOK_BACK);
  return isCut(pictures.slice(start, at + CUT_LOOK_AHEAD + 1), at - start) && likeness(pictures[at - 1]!, pictures[at]!) < SAME_ARRANGEMENT;
}

const changedWithin = (window: readonly SeenFrame[], from: number, to: number): boolean => window.slice(from, to).some(({ cut }) => cut);

/** Whether the shot changes at this frame of a run that shows nothing, between two scenes. */
function changesInBlack(window: readonly SeenFrame[], at: number, blindness: Blindness): boolean {
  const [start, end] = [blindness.runStart(at), blindness.runEnd(at)];
  const { pictures } = blindness;
  if (start === 0 || end >= pictures.length || changedWithin(window, start, at) || jumpsAt(pictures, end)) return false;
  const place = end - Math.min(Math.ceil((end - start) / 2), LEAD_IN);
  return at === place && likeness(pictures[start - 1]!, pictures[end]!) < SAME_SCENE;
}

/** Which pictures of a window show nothing. */
class Blindness {
  readonly pictures: readonly Thumbnail[];

  constructor(readonly window: readonly SeenFrame[]) {
    this.pictures = window.map(({ thumbnail }) => thumbnail);
  }

  isBlind(at: number): boolean {
    return this.window[at]!.spread < LEAST_SPREAD;
  }

  /** First and one past the last frame of the run around a blind frame. */
  runStart(at: number): number {
    let start = at;
    while (start > 0 && this.isBlind(start - 1)) start -= 1;
    return start;
  }

  runEnd(at: number): number {
    let end = at + 1;
    while (end < this.window.length && this.isBlind(end)) end += 1;
    return end;
  }
}
