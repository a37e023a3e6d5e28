import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import type { Picture } from '#core/depth/grid';
import { failureError } from '#core/failure/result';
import type { ModelInput, ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { SpareMemory } from '../workers/spareMemory.js';
import { threadTime } from '../workers/threadTime.js';
import { answerCalls, type Handed } from '../workers/workerCalls.js';
import { fedAs, imagePort } from './fedSize.js';
import { inferDepth, type DepthNetwork } from './inferDepth.js';
import type { NetworkPorts, OnnxModel } from './onnxModel.js';
import { openNetwork, readNetwork, type ReadNetwork } from './openNetwork.js';
import { preparePicture, type PreparedPicture } from './preparePicture.js';

/** First call: the network to hold, and the shape of the pictures as they are seen; before it, the file may be loaded alone. Later calls: one picture each, prepared here or already prepared. */
export type DepthCall =
  | { readonly kind: 'load'; readonly path: string; readonly provider: string; readonly threads: number }
  | { readonly kind: 'open'; readonly path: string; readonly headPath?: string | undefined; readonly row: ModelRow; readonly provider: string; readonly threads: number; readonly seenSize: Size }
  | { readonly kind: 'picture'; readonly picture: Picture & { readonly pixels: Uint8Array<ArrayBuffer> } }
  | { readonly kind: 'tensor'; readonly tensor: Float32Array<ArrayBuffer>; readonly pictureSize: Size };

/** `ports`: what the file says of itself. `input`: how pictures are fed to this very file. `depth`: disparity at the map's size, near = larger. Memory that was handed over comes back. */
export type WorkerReply =
  | { readonly kind: 'load'; readonly ports: NetworkPorts }
  | { readonly kind: 'open'; readonly ports: NetworkPorts; readonly mapSize: Size; readonly input: ModelInput }
  | { readonly kind: 'picture'; readonly depth: Float32Array; readonly prepared: Omit<PreparedPicture, 'tensor'>; readonly pixels: Uint8Array<ArrayBuffer>; readonly inferenceMilliseconds: number }
  | { readonly kind: 'tensor'; readonly depth: Float32Array; readonly tensor: Float32Array<ArrayBuffer>; readonly inferenceMilliseconds: number };

interface Held extends DepthNetwork {
  readonly path: string;
  readonly ports: NetworkPorts;
  /** Processor time where the network runs in this thread alone; else the clock, which sees the runtime's other threads. */
  readonly clock: () => number;
}

let held: Held | undefined;
/** What is known of a file before it is known how it is fed: read, and loaded already where that cannot change. */
interface Begun {
  readonly path: string;
  readonly ports: NetworkPorts;
  readonly read?: ReadNetwork | undefined;
  readonly model?: Promise<OnnxModel> | undefined;
}

let begun: Begun | undefined;

async function handle(call: DepthCall): Promise<Handed<WorkerReply>> {
  if (call.kind === 'load') {
    begun = await begin(call);
    return { reply: { kind: 'load', ports: begun.ports } };
  }
  if (call.kind === 'open') {
    held = await open(call, held);
    return { reply: { kind: 'open', ports: held.ports, mapSize: held.mapSize, input: held.row.input } };
  }
  if (!held) throw failureError('internal.bug', 'the depth worker was given a picture before a network');
  return call.kind === 'picture' ? takePicture(held, call.picture) : takeTensor(held, call);
}

type Opening = Extract<DepthCall, { kind: 'open' }>;

/** A file whose shapes are all fixed is loaded at once: nothing about it will be changed. */
async function begin(call: Pick<Opening, 'path' | 'provider' | 'threads'>): Promise<Begun> {
  const { path } = call;
  const read = readNetwork(path, call.provider);
  if (!read?.ports) {
    const model = await openNetwork(path, call, { read });
    return { path, ports: { inputs: model.inputs, outputs: model.outputs }, model: Promise.resolve(model) };
  }
  if (read.ports.inputs.some(({ shape }) => shape.some((side) => typeof side !== 'number'))) return { path, ports: read.ports, read };
  // Loading blocks this thread: what the file says of itself leaves first.
  const model = nextTurn().then(() => openNetwork(path, call, { read }));
  // What is wrong with it is told when it is opened.
  model.catch(() => undefined);
  return { path, ports: read.ports, model };
}

/** `before`: what an earlier job has loaded here, which is used again where it is the same file at the same size. */
async function open(call: Opening, before?: Held): Promise<Held> {
  const ports = before?.path === call.path ? before.ports : undefined;
  const known = ports ? undefined : begun?.path === call.path ? begun : await begin(call);
  begun = undefined;
  const said = ports ?? known!.ports;
  const { row, mapSize } = fedAs(said, call);
  const clock = call.threads === 1 ? threadTime : () => performance.now();
  if (before && ports && isSameSize(before.mapSize, mapSize)) return { ...before, row, mapSize, clock };
  await Promise.all([before?.model.release(), before?.head?.release()]);
  const image = imagePort(said, row);
  const { width, height } = mapSize;
  const pin = image.shape.length === 4 ? { name: image.name, dims: row.input.layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3] } : undefined;
  const model = (await known?.model) ?? (await openNetwork(call.path, call, { read: known?.read, pin }));
  const head = call.headPath === undefined ? undefined : await openNetwork(call.headPath, call);
  return { path: call.path, ports: said, model, head, row, mapSize, clock };
}

const isSameSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

/** Tensors that were prepared here do not leave. */
const spare = new SpareMemory();

async function takePicture(network: Held, picture: Extract<DepthCall, { kind: 'picture' }>['picture']): Promise<Handed<WorkerReply>> {
  const { tensor, ...prepared } = preparePicture(picture, network.row.input, network.mapSize, spare);
  const begun = network.clock();
  const depth = await inferDepth(network, tensor, picture);
  spare.give(tensor.buffer);
  const { pixels } = picture;
  return { reply: { kind: 'picture', depth, prepared, pixels, inferenceMilliseconds: network.clock() - begun }, transfer: [depth.buffer as ArrayBuffer, prepared.luma.buffer as ArrayBuffer, prepared.thumbnail.buffer as ArrayBuffer, pixels.buffer] };
}

async function takeTensor(network: Held, { tensor, pictureSize }: Extract<DepthCall, { kind: 'tensor' }>): Promise<Handed<WorkerReply>> {
  const begun = network.clock();
  const depth = await inferDepth(network, tensor, pictureSize);
  return { reply: { kind: 'tensor', depth, tensor, inferenceMilliseconds: network.clock() - begun }, transfer: [depth.buffer as ArrayBuffer, tensor.buffer] };
}

/** The call before: one after another, so that none's time holds another's. */
let before: Promise<unknown> = Promise.resolve();

function inTurn(call: DepthCall): Promise<Handed<WorkerReply>> {
  const reply = before.then(() => handle(call));
  before = reply.catch(() => undefined);
  return reply;
}

if (parentPort) answerCalls(parentPort, inTurn);
