import { parentPort } from 'node:worker_threads';
import { toDisparity } from '#core/depth/disparity';
import { makeGrid, type Picture } from '#core/depth/grid';
import { resample } from '#core/depth/resample';
import { failureError } from '#core/failure/result';
import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { answerCalls, type Handed } from '../workers/workerCalls.js';
import { fedSizeOf, imagePort } from './fedSize.js';
import { openNetwork, readNetwork } from './openNetwork.js';
import { preparePicture } from './preparePicture.js';
import { openWindowNetwork, type WindowNetwork } from './windowNetwork.js';

/** First call: the network to hold. Then pictures, each under its frame number, and windows over frames that were given. */
export type WindowCall =
  | { readonly kind: 'open'; readonly path: string; readonly headPath?: string | undefined; readonly row: ModelRow; readonly provider: string; readonly threads: number; readonly seenSize: Size }
  | { readonly kind: 'picture'; readonly index: number; readonly picture: Picture }
  /** `kept`: frames that later windows want again. */
  | { readonly kind: 'window'; readonly slots: readonly number[]; readonly kept: readonly number[] };

export type WindowReply =
  | { readonly kind: 'open'; readonly mapSize: Size }
  | { readonly kind: 'picture'; readonly luma: Uint8Array; readonly thumbnail: Uint8Array; readonly prepareMilliseconds: number; readonly inferenceMilliseconds: number }
  /** One map a slot, disparity with near = larger. */
  | { readonly kind: 'window'; readonly maps: readonly Float32Array[]; readonly inferenceMilliseconds: number };

interface Held {
  readonly network: WindowNetwork;
  readonly row: ModelRow;
  readonly mapSize: Size;
}

let held: Held | undefined;

async function handle(call: WindowCall): Promise<Handed<WindowReply>> {
  if (call.kind === 'open') {
    held = await open(call);
    return { reply: { kind: 'open', mapSize: held.mapSize } };
  }
  if (!held) throw failureError('internal.bug', 'the window worker was called before it had a network');
  return call.kind === 'picture' ? takePicture(held, call.index, call.picture) : runWindow(held, call.slots, call.kept);
}

async function open(call: Extract<WindowCall, { kind: 'open' }>): Promise<Held> {
  const read = readNetwork(call.path, call.provider);
  const free = read?.ports ? undefined : await openNetwork(call.path, call, { read });
  const ports = read?.ports ?? free!;
  const mapSize = fedSizeOf(ports, call.row, call.seenSize);
  const image = imagePort(ports, call.row);
  // What makes features of one frame is fed one; what sees windows is fed whole ones.
  const frames = call.headPath === undefined ? call.row.input.window!.length : 1;
  const dims = [...(image.shape.length === 5 ? [1] : []), frames, 3, mapSize.height, mapSize.width];
  const model = free ?? (await openNetwork(call.path, call, { read, pin: { name: image.name, dims } }));
  const head = call.headPath === undefined ? undefined : await openNetwork(call.headPath, call);
  return { network: openWindowNetwork({ row: call.row, model, head, fed: mapSize }), row: call.row, mapSize };
}

async function takePicture({ network, row, mapSize }: Held, index: number, picture: Picture): Promise<Handed<WindowReply>> {
  const { tensor, luma, thumbnail, milliseconds } = preparePicture(picture, row.input, mapSize);
  const begun = performance.now();
  await network.take(index, tensor);
  const reply = { kind: 'picture' as const, luma, thumbnail, prepareMilliseconds: milliseconds, inferenceMilliseconds: performance.now() - begun };
  return { reply, transfer: [luma.buffer as ArrayBuffer, thumbnail.buffer as ArrayBuffer] };
}

async function runWindow({ network, row, mapSize }: Held, slots: readonly number[], kept: readonly number[]): Promise<Handed<WindowReply>> {
  const begun = performance.now();
  const { maps, size } = await network.run(slots);
  const inferenceMilliseconds = performance.now() - begun;
  network.forget(Math.max(...slots), new Set(kept));
  const pixels = size.width * size.height;
  const planes = slots.map((_, slot) => {
    const plane = resample(makeGrid(size.width, size.height, maps.slice(slot * pixels, (slot + 1) * pixels)), mapSize.width, mapSize.height, 'bilinear');
    return toDisparity(plane.values, row.output);
  });
  return { reply: { kind: 'window', maps: planes, inferenceMilliseconds }, transfer: planes.map(({ buffer }) => buffer as ArrayBuffer) };
}

if (parentPort) answerCalls(parentPort, handle);
