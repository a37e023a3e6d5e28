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

/** Row-major, frames × periods: 7 bytes a place, so that two hours of eight periods take 40 MB. */
interface Trellis {
  /** Best score of a path whose last beat is at the present frame, for each period. */
  readonly arrived: Float64Array;
  /** Best score with which a path leaves a beat here for a gap of each period, and the period it came with. */
  readonly leaving: Float32Array;
  readonly from: Uint8Array;
  /** Frames back to the beat before; 0 at the first beat. */
  readonly step: Uint16Array;
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

/** The best beat at frame `n` for every period: begun here within the first period, or one gap after an earlier one. */
function arrive(n: number, trellis: Trellis, gaps: readonly Gaps[], { periods, reward }: BeatPathRequest): void {
  const count = periods.length;
  for (let j = 0; j < count; j++) {
    const { shortest, costs } = gaps[j];
    let best = n < periods[j] ? 0 : -Infinity;
    let step = 0;
    const longest = Math.min(costs.length - 1, n - shortest);
    for (let i = 0, place = (n - shortest) * count + j; i <= longest; i++, place -= count) {
      const score = trellis.leaving[place] - costs[i];
      if (score > best) {
        best = score;
        step = shortest + i;
      }
    }
    trellis.arrived[j] = best + reward[n];
    trellis.step[n * count + j] = step;
  }
}

/** After a beat the period stays or changes to a neighbour. */
function leave(n: number, { arrived, leaving, from }: Trellis, changeCost: number): void {
  const last = arrived.length - 1;
  for (let j = 0, place = n * arrived.length; j <= last; j++, place++) {
    let origin = j;
    let best = arrived[j];
    if (j > 0 && arrived[j - 1] - changeCost > best) best = arrived[(origin = j - 1)] - changeCost;
    if (j < last && arrived[j + 1] - changeCost > best) best = arrived[(origin = j + 1)] - changeCost;
    leaving[place] = best;
    from[place] = origin;
  }
}

/** Where the best path ends: within the last period of the piece. To leave for a new period costs, so the best to leave has also arrived best. */
function bestEnd({ leaving }: Trellis, { periods, reward }: BeatPathRequest): number {
  const longest = Math.ceil(periods[periods.length - 1]);
  let best = -1;
  for (let place = Math.max(0, (reward.length - longest) * periods.length); place < leaving.length; place++) {
    if (best < 0 || leaving[place] > leaving[best]) best = place;
  }
  return best;
}

function traceBack(trellis: Trellis, end: number, count: number): number[] {
  const frames: number[] = [];
  for (let place = end; place >= 0; ) {
    const n = Math.floor(place / count);
    frames.push(n);
    if (trellis.step[place] === 0) break;
    const before = (n - trellis.step[place]) * count + (place % count);
    place = before - (before % count) + trellis.from[before];
  }
  return frames.reverse();
}

/** The path of highest score. Empty when there are fewer frames than one period. */
export function findBeatPath(request: BeatPathRequest): BeatPath {
  const { reward, periods } = request;
  if (reward.length === 0 || periods.length === 0) return { frames: [], score: 0 };
  const places = reward.length * periods.length;
  const trellis: Trellis = { arrived: new Float64Array(periods.length), leaving: new Float32Array(places), from: new Uint8Array(places), step: new Uint16Array(places) };
  const gaps = periods.map((period) => gapsAround(period, request.looseness));
  for (let n = 0; n < reward.length; n++) {
    arrive(n, trellis, gaps, request);
    leave(n, trellis, request.changeCost);
  }
  const end = bestEnd(trellis, request);
  return { frames: traceBack(trellis, end, periods.length), score: trellis.leaving[end] };
}
