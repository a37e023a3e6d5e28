import { activationNames } from './activationNames.js';
import type { OnnxModel } from './onnxModel.js';
import { openNetwork } from './openNetwork.js';
import { chunkStarts, cutChunk, joinChunks } from '#core/music/activationChunks';
import { BEAT_THIS } from '#core/music/beatThisSpectrogram';
import type { BeatActivations } from '#core/music/beatsFromActivations';

/** Runs a Beat This! network over a spectrogram (frames × 128, row-major) in windows of 30 s; `pace` is awaited before each. Fails with `inference.failed`, `inference.outOfMemory`. */
export async function runBeatNetwork(model: OnnxModel, spectrogram: Float32Array, pace?: (done: number) => Promise<void>): Promise<BeatActivations> {
  const names = activationNames(model);
  const frames = spectrogram.length / BEAT_THIS.bands;
  const starts = chunkStarts(frames);
  const beat: Float32Array[] = [];
  const downbeat: Float32Array[] = [];
  for (const [window, start] of starts.entries()) {
    await pace?.(window / starts.length);
    const data = cutChunk(spectrogram, BEAT_THIS.bands, start);
    const outputs = await model.run({ [names.spectrogram]: { data, shape: [1, data.length / BEAT_THIS.bands, BEAT_THIS.bands] } });
    beat.push(outputs[names.beat].data as Float32Array);
    downbeat.push(outputs[names.downbeat].data as Float32Array);
  }
  return { framesPerSecond: BEAT_THIS.framesPerSecond, beat: joinChunks(frames, starts, beat), downbeat: joinChunks(frames, starts, downbeat) };
}

/** Opens a network and checks that it is one. Fails with `model.unreadable`, `model.wrongShape`. */
export async function openBeatNetwork(path: string): Promise<OnnxModel> {
  const model = await openNetwork(path, { provider: 'cpu', threads: 0 });
  activationNames(model, path);
  return model;
}
