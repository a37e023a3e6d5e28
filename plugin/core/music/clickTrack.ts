import type { Beat } from '#contracts/beatGrid';
import type { Hertz } from '#contracts/units';

/** Clicks of beats and of downbeats: a beep a fourth apart, and twice as loud on the one. */
const BEAT = { pitch: 1000, level: 0.35 } as const;
const DOWNBEAT = { pitch: 1500, level: 0.6 } as const;
const CLICK_SECONDS = 0.05;
/** The song steps back so that clicks stay clear of full scale. */
const SONG_LEVEL = 0.6;

/** Sample of a click, `t` seconds after its beat; it begins at full height, so that the eye finds it in a waveform. */
function clickAt(beat: Beat, t: number): number {
  const { pitch, level } = beat.downbeat ? DOWNBEAT : BEAT;
  return level * Math.exp(-t / 0.01) * Math.cos(2 * Math.PI * pitch * t);
}

/**
 * The song with a click on every beat. Pure per block: `first` is the index of the block's first sample. Samples stay in -1..1.
 * `beats` ascend.
 */
export function mixClicks(samples: Float32Array, first: number, sampleRate: Hertz, beats: readonly Beat[]): Float32Array {
  const mixed = samples.map((sample) => SONG_LEVEL * sample);
  for (const beat of beats) {
    const start = Math.round(beat.time * sampleRate) - first;
    if (start >= samples.length) break;
    const end = Math.min(samples.length, start + CLICK_SECONDS * sampleRate);
    for (let n = Math.max(0, start); n < end; n++) mixed[n] += clickAt(beat, (n - start) / sampleRate);
  }
  return mixed.map((sample) => Math.max(-1, Math.min(1, sample)));
}
