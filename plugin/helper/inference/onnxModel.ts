import './noTelemetry.js';
import { InferenceSession, Tensor, env, listSupportedBackends } from 'onnxruntime-node';
import { floatsFromHalves, halvesFromFloats } from '#core/depth/halfFloat';
import { failureError } from '#core/failure/result';

// What goes wrong is thrown too, and said in one sentence of ours: the runtime's own line above it only frightens.
env.logLevel = 'fatal';

/** A named tensor that goes into or comes out of a network. `data` is row-major in the order of `shape`. */
export interface NamedTensor {
  readonly data: Float32Array | BigInt64Array | Int32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** What a network says of one of its inputs or outputs; a number of `shape` that is not fixed is given by its name. */
export interface TensorPort {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

export interface OnnxOptions {
  /** `cpu`, `webgpu`, `dml`, `coreml`, `cuda`. */
  readonly provider: string;
  /** Threads inside one operator; 0 = the runtime's choice. */
  readonly threads: number;
  /** It is never run: only its inputs and outputs are looked at, which is quicker to open. */
  readonly unused?: boolean;
  /** Where a network given as bytes has weights beside it. */
  readonly weightsFolder?: string;
}

/** What a file says of its inputs and outputs. */
export interface NetworkPorts {
  readonly inputs: readonly TensorPort[];
  readonly outputs: readonly TensorPort[];
}

/**
 * A network that ONNX Runtime holds. `run` blocks the calling thread while it computes (the runtime's binding does, though
 * it returns a promise), so call it from a worker. Use one instance for one shape at a time.
 */
export interface OnnxModel extends NetworkPorts {
  /** Feeds named tensors and gives all outputs. Fails with `inference.failed`, `inference.outOfMemory`. */
  run(feeds: Readonly<Record<string, NamedTensor>>): Promise<Readonly<Record<string, NamedTensor>>>;
  release(): Promise<void>;
}

/** Version of ONNX Runtime. */
export const runtimeVersion = (): string => env.versions.node ?? env.versions.common;

/** Providers that this build of the runtime carries; whether one works here is known only after trying it. */
export function bundledProviders(): readonly string[] {
  return listSupportedBackends().filter(({ bundled }) => bundled).map(({ name }) => name);
}

/**
 * Loads a file. Fails with `inference.providerUnavailable` when the provider cannot be started here, and
 * `model.unreadable` when the file is not a network that the runtime takes.
 */
export async function openOnnxModel(path: string | Uint8Array, options: OnnxOptions): Promise<OnnxModel> {
  const session = await createSession(path, options);
  return {
    inputs: session.inputMetadata.map(portOf),
    outputs: session.outputMetadata.map(portOf),
    run: async (feeds) => runSession(session, feeds),
    release: async () => session.release(),
  };
}

async function createSession(file: string | Uint8Array, { provider, threads, unused = false, weightsFolder }: OnnxOptions): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // Patterns are planned per shape; shapes vary between clips, and DirectML refuses them.
    enableMemPattern: false,
    logSeverityLevel: 4,
    ...(unused ? { graphOptimizationLevel: 'disabled' } : {}),
    // Spinning threads take the processor away from the decoder and from the host application between two pictures.
    extra: { session: { intra_op: { allow_spinning: '0' }, disable_prepacking: unused ? '1' : '0', ...(weightsFolder === undefined ? {} : { model_external_initializers_file_folder_path: weightsFolder }) } },
  };
  try {
    return await (typeof file === 'string' ? InferenceSession.create(file, options) : InferenceSession.create(file, options));
  } catch (error) {
    const words = String(error);
    const aboutProvider = /backend not found|ExecutionProvider|execution provider|adapter|providers_/i.test(words);
    if (isOutOfMemory(words)) throw failureError('inference.outOfMemory', 'the network', words);
    if (provider !== 'cpu' && aboutProvider) throw failureError('inference.providerUnavailable', provider, words);
    throw failureError('model.unreadable', typeof file === 'string' ? file : 'The network', words);
  }
}

function portOf(value: InferenceSession.ValueMetadata): TensorPort {
  return value.isTensor ? { name: value.name, type: value.type, shape: value.shape } : { name: value.name, type: 'other', shape: [] };
}

async function runSession(session: InferenceSession, feeds: Readonly<Record<string, NamedTensor>>): Promise<Record<string, NamedTensor>> {
  const tensors: Record<string, Tensor> = {};
  for (const port of session.inputMetadata) {
    const feed = feeds[port.name];
    if (feed) tensors[port.name] = tensorOf(feed, port.isTensor ? port.type : 'float32');
  }
  let fetched: InferenceSession.OnnxValueMapType;
  try {
    fetched = await session.run(tensors);
  } catch (error) {
    const words = String(error);
    throw isOutOfMemory(words) ? failureError('inference.outOfMemory', 'the network', words) : failureError('inference.failed', firstLine(words), words);
  }
  const results: Record<string, NamedTensor> = {};
  for (const [name, value] of Object.entries(fetched)) results[name] = namedOf(value as Tensor);
  return results;
}

const isOutOfMemory = (words: string): boolean => /bad_?alloc|allocat|out of memory|outofmemory|memory limit|E_OUTOFMEMORY/i.test(words);

const firstLine = (words: string): string => words.split('\n')[0]!.slice(0, 200);

function tensorOf({ data, shape }: NamedTensor, type: string): Tensor {
  if (data instanceof Float32Array) {
    return type === 'float16' ? new Tensor('float16', halvesFromFloats(data), shape) : new Tensor('float32', data, shape);
  }
  if (data instanceof BigInt64Array) return new Tensor('int64', data, shape);
  if (data instanceof Int32Array) return new Tensor('int32', data, shape);
  return new Tensor('uint8', data, shape);
}

function namedOf(tensor: Tensor): NamedTensor {
  const data = tensor.data as unknown;
  const shape = tensor.dims;
  if (tensor.type === 'float16') return { data: floatsFromHalves(data as Uint16Array), shape };
  if (data instanceof Float32Array || data instanceof BigInt64Array || data instanceof Int32Array || data instanceof Uint8Array) return { data, shape };
  throw failureError('inference.failed', `an output of type ${tensor.type} is not handled`);
}
