import { readFile, stat } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { toDisparity } from '#core/depth/disparity';
import { placeInside } from '#core/depth/fitPicture';
import { makeGrid, type Grid, type Picture } from '#core/depth/grid';
import { mirrorRows } from '#core/depth/mirror';
import { padReflected, preprocess, reflectMargin } from '#core/depth/preprocess';
import { reduceLuma, thumbnailOf } from '#core/depth/reducePicture';
import { cropGrid, resample } from '#core/depth/resample';
import { failureError } from '#core/failure/result';
import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { threadTime } from '../workers/threadTime.js';
import { answerCalls, type Handed } from '../workers/workerCalls.js';
import { fedSizeOf, fixedSizeOf, imagePort } from './fedSize.js';
import { openOnnxModel, type OnnxModel } from './onnxModel.js';
import { runPicture, type PictureNetwork } from './pictureNetwork.js';
import { pinInput } from './pinnedModel.js';

/** First call: the network to hold, and the shape of the pictures as they are seen. Later calls: one picture each. */
export type DepthCall =
  | { readonly kind: 'open'; readonly path: string; readonly headPath?: string | undefined; readonly row: ModelRow; readonly provider: string; readonly threads: number; readonly seenSize: Size }
  | { readonly kind: 'picture'; readonly picture: Picture };

export type WorkerReply = { readonly kind: 'open'; readonly mapSize: Size } | ({ readonly kind: 'picture' } & DepthReply);

/** `inferenceMilliseconds`: time inside the runtime alone; `prepareMilliseconds`: all the rest of the worker's time. */
export interface DepthReply {
  readonly width: number;
  readonly height: number;
  readonly depth: Float32Array;
  readonly luma: Uint8Array;
  readonly thumbnail: Uint8Array;
  readonly inferenceMilliseconds: number;
  readonly prepareMilliseconds: number;
}

interface Held {
  readonly network: PictureNetwork;
  readonly mapSize: Size;
  /** Processor time where the network runs in this thread alone; else the clock, which sees the runtime's other threads. */
  readonly clock: () => number;
}

let held: Held | undefined;

async function handle(call: DepthCall): Promise<Handed<WorkerReply>> {
  if (call.kind === 'open') {
    held = await open(call);
    return { reply: { kind: 'open', mapSize: held.mapSize } };
  }
  if (!held) throw failureError('internal.bug', 'the depth worker was given a picture before a network');
  const reply = await estimate(held, call.picture);
  return { reply: { kind: 'picture', ...reply }, transfer: [reply.depth.buffer as ArrayBuffer, reply.luma.buffer as ArrayBuffer, reply.thumbnail.buffer as ArrayBuffer] };
}

type Opening = Extract<DepthCall, { kind: 'open' }>;

async function open(call: Opening): Promise<Held> {
  const free = await openOnnxModel(call.path, call);
  const fixed = fixedSizeOf(free, call.row);
  const mapSize = fedSizeOf(free, call.row, call.seenSize);
  const model = fixed || call.provider === 'cpu' ? free : await pinned(free, call, mapSize);
  const head = call.headPath === undefined ? undefined : await openOnnxModel(call.headPath, call);
  // What is padded is padded to the size of this very file.
  const row: ModelRow = fixed ? { ...call.row, input: { ...call.row.input, nominal: [fixed.width, fixed.height] } } : call.row;
  return { network: { model, head, row }, mapSize, clock: call.threads === 1 ? threadTime : () => performance.now() };
}

/** Largest file that is read into memory to fix its shapes, bytes. */
const MOST_PINNED = 900e6;

/** The same network for exactly one size, which is what graphics cards' providers compile best; the free one where that fails. */
async function pinned(free: OnnxModel, call: Opening, { width, height }: Size): Promise<OnnxModel> {
  if ((await stat(call.path)).size > MOST_PINNED) return free;
  const { name } = imagePort(free, call.row);
  const bytes = pinInput(await readFile(call.path), name, call.row.input.layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3]);
  const fixed = bytes && (await openOnnxModel(bytes, call).catch(() => undefined));
  if (!fixed) return free;
  await free.release();
  return fixed;
}

async function estimate({ network, mapSize, clock }: Held, picture: Picture): Promise<DepthReply> {
  const { row } = network;
  const begun = threadTime();
  const padded = row.input.padding === 'reflectRoot' ? padReflected(picture) : picture;
  const tensor = preprocess(padded, row.input, mapSize);
  const prepared = threadTime();
  const started = clock();
  let map = await runPicture(network, tensor, mapSize);
  if (row.input.mirror) {
    const other = await runPicture(network, mirrorRows(tensor, mapSize.width, row.input.layout === 'NHWC' ? 3 : 1), mapSize);
    map = makeGrid(map.width, map.height, averageWithMirrored(map, other));
  }
  const inferenceMilliseconds = clock() - started;
  const inferred = threadTime();
  const inside = withoutPadding(map, row, picture);
  // Some exports answer at a size of their own.
  const sized = resample(inside, mapSize.width, mapSize.height, 'bilinear');
  const depth = toDisparity(sized.values, row.output);
  const luma = reduceLuma(picture, mapSize.width, mapSize.height);
  const thumbnail = thumbnailOf(picture);
  const prepareMilliseconds = prepared - begun + threadTime() - inferred;
  return { ...mapSize, depth, luma, thumbnail, inferenceMilliseconds, prepareMilliseconds };
}

function averageWithMirrored({ width, values }: Grid, other: Grid): Float32Array {
  const back = mirrorRows(other.values, width, 1);
  return values.map((value, i) => (value + back[i]!) / 2);
}

/** The part of a map that shows the picture, at the map's size. */
function withoutPadding(map: Grid, row: ModelRow, picture: Picture): Grid {
  if (row.input.padding === 'reflectRoot') return withoutMargin(map, picture);
  if (row.input.policy !== 'pad') return map;
  // What was made of the padding takes no share in the picture's border, so whole rows and columns are taken.
  const place = placeInside(picture, row.input);
  const [across, down] = [map.width / row.input.nominal[0], map.height / row.input.nominal[1]];
  const [left, top] = [Math.round(place.left * across), Math.round(place.top * down)];
  const [width, height] = [Math.max(1, Math.round(place.width * across)), Math.max(1, Math.round(place.height * down))];
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) values.set(map.values.subarray((top + y) * map.width + left, (top + y) * map.width + left + width), y * width);
  return resample(makeGrid(width, height, values), map.width, map.height, 'bilinear');
}

function withoutMargin(map: Grid, { width, height }: Picture): Grid {
  const [marginX, marginY] = [reflectMargin(width) / (width + 2 * reflectMargin(width)), reflectMargin(height) / (height + 2 * reflectMargin(height))];
  return cropGrid(map, { left: marginX * map.width, top: marginY * map.height, right: marginX * map.width, bottom: marginY * map.height });
}

if (parentPort) answerCalls(parentPort, handle);
