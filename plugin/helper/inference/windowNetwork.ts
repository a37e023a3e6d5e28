import { failureError } from '#core/failure/result';
import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import type { NamedTensor, OnnxModel, TensorPort } from './onnxModel.js';

/** A network that looks at several frames at once: frames are given one by one, then windows of them are asked for. */
export interface WindowNetwork {
  /** Takes the tensor of one frame, [3, H, W]. */
  take(index: number, tensor: Float32Array): Promise<void>;
  /** Raw maps of these frames, one after another, slots × height × width. */
  run(slots: readonly number[]): Promise<{ readonly maps: Float32Array; readonly size: Size }>;
  /** Lets go of every frame up to `last` that is not in `kept`. */
  forget(last: number, kept: ReadonlySet<number>): void;
}

export interface WindowNetworkParts {
  readonly row: ModelRow;
  readonly model: OnnxModel;
  /** Second half of a network in two files. */
  readonly head?: OnnxModel | undefined;
  readonly fed: Size;
}

export function openWindowNetwork(parts: WindowNetworkParts): WindowNetwork {
  return parts.head ? twoHalves(parts, parts.head) : oneGraph(parts);
}

/** One file: all frames of a window go in as they are. */
function oneGraph({ row, model, fed }: WindowNetworkParts): WindowNetwork {
  const frames = new Map<number, Float32Array>();
  const input = model.inputs.find(({ name }) => name === row.input.name) ?? model.inputs[0]!;
  return {
    take: (index, tensor) => {
      frames.set(index, tensor);
      return Promise.resolve();
    },
    run: async (slots) => {
      const data = joined(slots.map((slot) => frameOf(frames, slot)));
      const shape = [slots.length, 3, fed.height, fed.width];
      return mapsIn(await model.run({ [input.name]: { data, shape: input.shape.length === 5 ? [1, ...shape] : shape } }), row, slots.length);
    },
    forget: (last, kept) => forgetIn(frames, last, kept),
  };
}

/** Two files: features of a frame are computed once, however many windows it is in. */
function twoHalves({ row, model, fed }: WindowNetworkParts, head: OnnxModel): WindowNetwork {
  const frames = new Map<number, readonly NamedTensor[]>();
  const input = model.inputs.find(({ name }) => name === row.input.name) ?? model.inputs[0]!;
  return {
    take: async (index, tensor) => {
      const made = await model.run({ [input.name]: { data: tensor, shape: [1, 3, fed.height, fed.width] } });
      frames.set(index, model.outputs.map(({ name }) => made[name]!));
    },
    run: async (slots) => {
      const features = slots.map((slot) => frameOf(frames, slot));
      const feeds = Object.fromEntries(head.inputs.map((port, i) => [port.name, stacked(features.map((of) => featureFor(port, of, model.outputs, i)))]));
      return mapsIn(await head.run(feeds), row, slots.length);
    },
    forget: (last, kept) => forgetIn(frames, last, kept),
  };
}

/** The feature of the same name; files that name their two halves differently agree in order. */
export function featureFor({ name }: TensorPort, features: readonly NamedTensor[], outputs: readonly TensorPort[], position: number): NamedTensor {
  const named = outputs.findIndex((output) => output.name === name);
  const feature = features[named >= 0 ? named : position];
  if (!feature) throw failureError('model.wrongShape', `The second half (${name})`);
  return feature;
}

function stacked(tensors: readonly NamedTensor[]): NamedTensor {
  return { data: joined(tensors.map(({ data }) => data as Float32Array)), shape: [tensors.length, ...tensors[0]!.shape.slice(1)] };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const data = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    data.set(part, at);
    at += part.length;
  }
  return data;
}

function mapsIn(results: Readonly<Record<string, NamedTensor>>, row: ModelRow, frames: number): { readonly maps: Float32Array; readonly size: Size } {
  const result = (row.output.name === undefined ? undefined : results[row.output.name]) ?? Object.values(results)[0]!;
  const [height, width] = result.shape.slice(-2) as [number, number];
  if (!(result.data instanceof Float32Array) || result.data.length !== frames * height * width) throw failureError('model.wrongShape', row.title, `the output is ${result.shape.join('×')}`);
  return { maps: result.data, size: { width, height } };
}

function frameOf<T>(frames: ReadonlyMap<number, T>, index: number): T {
  const frame = frames.get(index);
  if (frame === undefined) throw failureError('internal.bug', `frame ${index} of a window is not there`);
  return frame;
}

function forgetIn(frames: Map<number, unknown>, last: number, kept: ReadonlySet<number>): void {
  for (const index of frames.keys()) if (index <= last && !kept.has(index)) frames.delete(index);
}
