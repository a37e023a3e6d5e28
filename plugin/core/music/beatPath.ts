/**
 * The beat as a walk through a state space of (time, period): after a beat the next one comes one period later, give
 * or take a little, and the period changes slowly. This is the bar pointer of Whiteley, Cemgil & Godsill (ISMIR 2006)
 * in the efficient form of Krebs, Böck & Widmer (ISMIR 2015), tempo changing at beats only; here written as a
 * semi-Markov chain over beats, which needs no states between them: O(frames · periods).
 */
export interface BeatPathRequest {
  /** Reward of a beat at each frame. */
  readonly reward: Float32Array;
  /** Periods that may occur, frames (fractions allowed), ascending by a constant ratio. */
  readonly periods: readonly number[];
  /** Cost of a change to the neighbouring period at one beat. */
  readonly changeCost: number;
  /** Standard deviation of one beat against its period, as a part of the period. */
  readonly looseness: number;
}

export interface BeatPath {
  /** Frames of the beats, ascending integers. */
  readonly frames: readonly number[];
  /** Sum of rewards less costs along the path. */
  readonly score: number;
}

interface Trellis {
  readonly score: Float64Array;
  /** Frames back to the beat before; 0 at the first beat. */
  readonly step: Uint16Array;
  /** Period that the beat before had, as an index. */
  readonly from: Uint8Array;
}

interface Gaps {
  readonly shortest: number;
  readonly costs: Float64Array;
}

/** Cost of each possible gap of whole frames around a period of fractional frames. */
function gapsAround(period: number, looseness: number): Gaps {
  const deviation = Math.max(0.8, looseness * period);
  const reach = Math.ceil(2.5 * deviation);
  const shortest = Math.max(1, Math.round(period) - reach);
  const costs = Float64Array.from({ length: Math.round(period) + reach - shortest + 1 }, (_, i) => ((shortest + i - period) / deviation) ** 2 / 2);
  return { shortest, costs };
}

/** Best score that a beat at frame `n` can leave from when the coming gap has period `j`: it may change by one step. */
function bestBefore(trellis: Trellis, place: number, j: number, { periods, changeCost }: BeatPathRequest): number {
  const { score } = trellis;
  let best = j;
  let value = score[place + j];
  if (j > 0 && score[place + j - 1] - changeCost > value) value = score[place + (best = j - 1)] - changeCost;
  if (j + 1 < periods.length && score[place + j + 1] - changeCost > value) best = j + 1;
  return best;
}

function fillFrame(n: number, trellis: Trellis, gaps: readonly Gaps[], request: BeatPathRequest): void {
  const count = request.periods.length;
  for (let j = 0; j < count; j++) {
    const { shortest, costs } = gaps[j];
    let bestScore = n < request.periods[j] ? 0 : -Infinity;
    let bestStep = 0;
    let bestFrom = j;
    for (let i = 0; i < costs.length && shortest + i <= n; i++) {
      const place = (n - shortest - i) * count;
      const from = bestBefore(trellis, place, j, request);
      const score = trellis.score[place + from] - (from === j ? 0 : request.changeCost) - costs[i];
      if (score > bestScore) [bestScore, bestStep, bestFrom] = [score, shortest + i, from];
    }
    const here = n * count + j;
    trellis.score[here] = bestScore + request.reward[n];
    trellis.step[here] = bestStep;
    trellis.from[here] = bestFrom;
  }
}

/** Where the best path ends: within the last period of the piece. */
function bestEnd(trellis: Trellis, request: BeatPathRequest): number {
  const count = request.periods.length;
  const longest = Math.ceil(request.periods[count - 1]);
  let best = -1;
  for (let place = Math.max(0, (request.reward.length - longest) * count); place < trellis.score.length; place++) {
    if (best < 0 || trellis.score[place] > trellis.score[best]) best = place;
  }
  return best;
}

function traceBack(trellis: Trellis, end: number, count: number): number[] {
  const frames: number[] = [];
  for (let place = end; place >= 0; ) {
    const n = Math.floor(place / count);
    frames.push(n);
    if (trellis.step[place] === 0) break;
    place = (n - trellis.step[place]) * count + trellis.from[place];
  }
  return frames.reverse();
}

/** The path of highest score. Empty when there are fewer frames than one period. */
export function findBeatPath(request: BeatPathRequest): BeatPath {
  const { reward, periods } = request;
  if (reward.length === 0 || periods.length === 0) return { frames: [], score: 0 };
  const places = reward.length * periods.length;
  const trellis: Trellis = { score: new Float64Array(places), step: new Uint16Array(places), from: new Uint8Array(places) };
  const gaps = periods.map((period) => gapsAround(period, request.looseness));
  for (let n = 0; n < reward.length; n++) fillFrame(n, trellis, gaps, request);
  const end = bestEnd(trellis, request);
  return { frames: traceBack(trellis, end, periods.length), score: trellis.score[end] };
}
