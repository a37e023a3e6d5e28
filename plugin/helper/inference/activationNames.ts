import { failureError } from '#core/failure/result';
import { BEAT_THIS } from '#core/music/beatThisSpectrogram';
import type { OnnxModel } from './onnxModel.js';

export interface ActivationNames {
  readonly spectrogram: string;
  readonly beat: string;
  readonly downbeat: string;
}

/**
 * Names of a beat network's ports, which differ between exports: one input of windows × frames × 128 and two outputs, one of them
 * called after downbeats. Fails with `model.wrongShape`.
 */
export function activationNames(model: Pick<OnnxModel, 'inputs' | 'outputs'>, subject = 'the file'): ActivationNames {
  const [input] = model.inputs;
  const downbeat = model.outputs.find(({ name }) => /down/i.test(name));
  const beat = model.outputs.find((port) => port !== downbeat && /beat/i.test(port.name));
  const fits = model.inputs.length === 1 && input.shape.length === 3 && (input.shape[2] === BEAT_THIS.bands || typeof input.shape[2] === 'string');
  if (!fits || !beat || !downbeat) throw failureError('model.wrongShape', subject, 'a beat network has one input of 1 x frames x 128 and the outputs beat and downbeat');
  return { spectrogram: input.name, beat: beat.name, downbeat: downbeat.name };
}
