/** A picture reduced for cut detection: `THUMB_WIDTH` × `THUMB_HEIGHT` × RGB, box averages, 0..255. */
export type Thumbnail = Uint8Array;

export const THUMB_WIDTH = 32;
export const THUMB_HEIGHT = 18;

/** Frames after a candidate that are looked at before it is called a cut: a flash is over by then. */
export const CUT_LOOK_AHEAD = 3;
/** Frames before a candidate that are looked at. */
export const CUT_LOOK_BACK = 4;

/** Least difference of two shots (0..1) and how far it has to stand out from its neighbours (tuned on made and real cuts). */
const LEAST_DIFFERENCE = 0.13;
const STANDS_OUT = 2.2;
/** A frame that is this much more alike across the candidate than the candidate's own step takes the cut back. */
const SAME_SCENE = 0.55;
/** Share of a step from which its neighbour counts as large too, and how many large steps in a row are a pan (chosen on made pans and edits). */
const ALSO_LARGE = 0.5;
const PAN_STEPS = 3;
/** Frames that a shot has at least: what changes twice within fewer is a pan's blur, a mixed frame or a flash. */
const SHORTEST_SHOT = 3;
const HISTOGRAM_BINS = 64;

/**
 * How different two pictures are, 0 (equal) to 1: the mean of their largest-channel difference place by place and of their
 * colour histograms' distance. The first half sees a new arrangement, the second is blind to movement.
 */
export function pictureDifference(a: Thumbnail, b: Thumbnail): number {
  const count = a.length / 3;
  const histogram = new Float32Array(HISTOGRAM_BINS);
  let places = 0;
  for (let i = 0; i < a.length; i += 3) {
    places += Math.max(Math.abs(a[i]! - b[i]!), Math.abs(a[i + 1]! - b[i + 1]!), Math.abs(a[i + 2]! - b[i + 2]!));
    const left = colourBin(a, i);
    const right = colourBin(b, i);
    histogram[left] = histogram[left]! + 1;
    histogram[right] = histogram[right]! - 1;
  }
  let colours = 0;
  for (const bin of histogram) colours += Math.abs(bin);
  return (places / (255 * count) + colours / (2 * count)) / 2;
}

const colourBin = (pixels: Thumbnail, at: number): number => ((pixels[at]! >> 6) << 4) | ((pixels[at + 1]! >> 6) << 2) | (pixels[at + 2]! >> 6);

/**
 * Says whether a new shot begins at `thumbnails[at]`. `thumbnails` is a window of consecutive frames; as many of the
 * `CUT_LOOK_BACK` before and `CUT_LOOK_AHEAD` after as exist should be in it.
 *
 * A cut differs strongly from the frame before, stands out from the steps around it (a whip pan does not: all its steps are
 * large), and lasts: after a flash the old picture comes back, so frames on both sides of it are alike. Of large steps that follow one another sooner
 * than a shot can end (a pan in two frames, a frame that mixes both shots, a flash on the cut) only the largest is one.
 */
export function isCut(thumbnails: readonly Thumbnail[], at: number): boolean {
  const here = thumbnails[at];
  const before = thumbnails[at - 1];
  if (!here || !before) return false;
  const step = pictureDifference(before, here);
  if (step < LEAST_DIFFERENCE) return false;
  const steps = thumbnails.map((thumbnail, i) => (i > 0 ? pictureDifference(thumbnails[i - 1]!, thumbnail) : 0));
  return step > STANDS_OUT * usualStep(steps, at) && leads(steps, at) && !comesBack(thumbnails, at, step);
}

/** The larger of the median steps before and after: the end of a whip pan is as quick as what led to it. */
function usualStep(steps: readonly number[], at: number): number {
  return Math.max(median(steps.slice(1, at)), median(steps.slice(at + 1)));
}

/** Whether a step belongs to no pan, and none within a shortest shot is larger, nor as large and earlier. */
function leads(steps: readonly number[], at: number): boolean {
  const isLarge = (i: number): boolean => i > 0 && i < steps.length && steps[i]! > ALSO_LARGE * steps[at]!;
  let [first, last] = [at, at];
  while (isLarge(first - 1)) first -= 1;
  while (isLarge(last + 1)) last += 1;
  const begin = Math.max(1, at - SHORTEST_SHOT + 1);
  const near = steps.slice(begin, at + SHORTEST_SHOT);
  return last - first + 1 < PAN_STEPS && near.indexOf(Math.max(...near)) === at - begin;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

function comesBack(thumbnails: readonly Thumbnail[], at: number, step: number): boolean {
  const alike = (a: number, b: number): boolean => {
    const [one, other] = [thumbnails[a], thumbnails[b]];
    return one !== undefined && other !== undefined && pictureDifference(one, other) < SAME_SCENE * step;
  };
  for (let k = 1; k <= CUT_LOOK_AHEAD; k++) if (alike(at - 1, at + k)) return true;
  for (let k = 2; k <= CUT_LOOK_BACK; k++) if (alike(at - k, at)) return true;
  return false;
}
