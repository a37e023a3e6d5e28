import type { Beat } from '#contracts/beatGrid';
import type { Seconds } from '#contracts/units';
import { intervals, median } from './curve.js';
import { rankWithin } from './beatStrength.js';

/** Logits of a network, one a frame. */
export interface BeatActivations {
  readonly framesPerSecond: number;
  readonly beat: Float32Array;
  readonly downbeat: Float32Array;
}

/** A peak is the largest of ±3 frames (±70 ms) and more likely than not: logit above 0. */
const PEAK_REACH = 3;

/** Peaks, neighbours one frame apart averaged (Beat This!, `minimal` postprocessing). Fractional frames. */
export function pickActivationPeaks(logits: Float32Array): number[] {
  const merged: { frame: number; count: number }[] = [];
  for (let n = 0; n < logits.length; n++) {
    if (!(logits[n] > 0)) continue;
    const around = logits.subarray(Math.max(0, n - PEAK_REACH), n + PEAK_REACH + 1);
    if (around.some((value) => value > logits[n])) continue;
    const last = merged[merged.length - 1];
    if (last && n - last.frame <= 1) {
      last.count++;
      last.frame += (n - last.frame) / last.count;
    } else merged.push({ frame: n, count: 1 });
  }
  return merged.map(({ frame }) => frame);
}

function nearestIndex(frames: readonly number[], frame: number): number {
  let best = 0;
  frames.forEach((other, i) => {
    if (Math.abs(other - frame) < Math.abs(frames[best] - frame)) best = i;
  });
  return best;
}

/** Beats from one downbeat to the next are counted from 1; those before the first as if a usual bar led to it. */
function countBars(beats: number, downbeats: ReadonlySet<number>, beatsPerBar: number): number[] {
  const first = Math.min(...downbeats, beats);
  let position = 0;
  return Array.from({ length: beats }, (_, i) => {
    if (downbeats.size === 0) return 0;
    if (i < first) return ((((i - first) % beatsPerBar) + beatsPerBar) % beatsPerBar) + 1;
    return (position = downbeats.has(i) ? 1 : position + 1);
  });
}

export interface ActivationBeats {
  readonly beats: readonly Beat[];
  readonly beatsPerBar: number;
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

/**
 * Beats and downbeats of a network's logits. Downbeats move to their nearest beat. `loudnessAt` says how hard the music
 * hits at a moment; strength is its rank. Confidence is the network's own probability.
 */
export function beatsFromActivations(activations: BeatActivations, loudnessAt: (time: Seconds) => number): ActivationBeats {
  const frames = pickActivationPeaks(activations.beat);
  if (frames.length === 0) return { beats: [], beatsPerBar: 4 };
  const downbeats = new Set(pickActivationPeaks(activations.downbeat).map((frame) => nearestIndex(frames, frame)));
  const bars = intervals([...downbeats].sort((a, b) => a - b));
  const beatsPerBar = Math.max(1, Math.round(median(bars)) || 4);
  const positions = countBars(frames.length, downbeats, beatsPerBar);
  const times = frames.map((frame) => frame / activations.framesPerSecond);
  const strengths = rankWithin(times.map(loudnessAt));
  const beats = times.map((time, i) => ({
    time,
    barPosition: positions[i],
    downbeat: downbeats.has(i),
    strength: strengths[i],
    confidence: sigmoid(activations.beat[Math.round(frames[i])]),
  }));
  return { beats, beatsPerBar };
}
