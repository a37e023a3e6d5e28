import { beatsFromActivations } from '#core/music/beatsFromActivations';
import { BEAT_THIS, makeBeatThisSpectrogram } from '#core/music/beatThisSpectrogram';
import { fitTempoSegments } from '#core/music/tempoSegments';
import type { TrackedBeats } from '#core/music/trackBeats';
import { runBeatNetwork } from '../inference/beatActivations.js';
import type { OnnxModel } from '../inference/onnxModel.js';
import type { BeatTracker } from './beatTracker.js';

/** Sum of a row and its rise over the row before: how loud and how sudden a moment is. */
function makeLoudness(spectrogram: Float32Array): (time: number) => number {
  const sums = Float64Array.from({ length: spectrogram.length / BEAT_THIS.bands }, (_, n) =>
    spectrogram.subarray(n * BEAT_THIS.bands, (n + 1) * BEAT_THIS.bands).reduce((sum, value) => sum + value, 0),
  );
  return (time) => {
    const n = Math.round(time * BEAT_THIS.framesPerSecond);
    const after = Math.max(sums[n] ?? 0, sums[n + 1] ?? 0);
    return 2 * after - (sums[n - 2] ?? 0);
  };
}

/**
 * Beat This! as the network gives it, without a dynamic Bayesian network behind it. Times stand on its raster of 20 ms until a
 * steady tempo lets regression take that off. It tells no hits and no sections.
 */
export function makeBeatThisTracker(model: OnnxModel, id: string, version: string): BeatTracker {
  return {
    provenance: { algorithm: `beatThis.${id}`, algorithmVersion: version },
    sampleRate: BEAT_THIS.sampleRate,
    start() {
      const stream = makeBeatThisSpectrogram();
      let samplesTaken = 0;
      return {
        push(samples) {
          samplesTaken += samples.length;
          stream.push(samples);
        },
        async finish(pace): Promise<TrackedBeats> {
          const spectrogram = stream.finish();
          const { beats, beatsPerBar } = beatsFromActivations(await runBeatNetwork(model, spectrogram, pace), makeLoudness(spectrogram));
          const fitted = fitTempoSegments(beats.map(({ time }) => time));
          const duration = samplesTaken / BEAT_THIS.sampleRate;
          const placed = beats.map((beat, i) => ({ ...beat, time: Math.min(duration, Math.max(0, fitted.times[i])) }));
          return { beats: placed, beatsPerBar, tempoSegments: fitted.segments, sections: [], hits: [] };
        },
      };
    },
  };
}
