import { makeGrid, type Grid } from '#core/depth/grid';
import { failureError } from '#core/failure/result';
import type { Size } from '#contracts/units';
import type { Frame } from '../frames/frameSource.js';
import { SpareMemory } from '../workers/spareMemory.js';
import type { InstalledModel } from '../models/modelStore.js';
import type { WorkerReply } from './depthWorker.js';
import { fedAs } from './fedSize.js';
import { fileStamp } from './keptNetwork.js';
import { sessionsFor, startWorkers, type DepthPool, type LoadAhead } from './loadAhead.js';
import type { NetworkPorts } from './onnxModel.js';
import { readPorts } from './openNetwork.js';
import { preparePicture, type PreparedPicture } from './preparePicture.js';

/** What the network made of one picture. */
export interface DepthEstimate extends Pick<PreparedPicture, 'luma' | 'thumbnail'> {
  readonly index: number;
  /** Raw disparity, near = larger, in the network's own scale. */
  readonly depth: Grid;
  readonly inferenceMilliseconds: number;
  /** Processor time before it: resizing, normalising, reducing. */
  readonly prepareMilliseconds: number;
}

/** Port: pictures in, raw depth out. `estimate` takes the picture's buffer over. */
export interface DepthEstimator {
  /** Size of the maps, which is also the size the network is fed. */
  readonly mapSize: Size;
  /** Pictures worth having in flight. */
  readonly most: number;
  estimate(frame: Frame): Promise<DepthEstimate>;
  close(): Promise<void>;
}

export interface EstimatorOptions {
  readonly model: InstalledModel;
  readonly provider: string;
  /** Shape of the pictures as they are seen (square pixels); the given ones may be of any size. */
  readonly seenSize: Size;
  /** Takes the memory of used pictures, and gives that of what is made of them. */
  readonly spare?: SpareMemory | undefined;
  /** What is being loaded already. */
  readonly loading?: LoadAhead | undefined;
}

/** Starts the workers and loads the network in each. Throws the failures of `openOnnxModel`, here or where the first picture is estimated. */
export async function openDepthEstimator({ model, provider, seenSize, loading, spare = new SpareMemory() }: EstimatorOptions): Promise<DepthEstimator> {
  const sessions = sessionsFor(model.path, provider);
  const stamp = fileStamp(model.path);
  const taken = loading?.take({ model, provider });
  const pool = taken?.pool ?? startWorkers(sessions);
  const { threads } = sessions;
  const { row } = model;
  const opened = pool.callAll({ kind: 'open', path: model.path, headPath: model.headPath, row, provider, threads, seenSize }).then(([first]) => openedIn(first!));
  // What goes wrong is told where a picture is asked for.
  opened.catch(() => undefined);
  // What the file says of itself tells how it is fed before it is loaded: the first pictures are decoded and prepared meanwhile.
  const ports = (await taken?.ports.catch(() => undefined)) ?? readPorts(model.path);
  const { mapSize, input } = ports ? feeding(ports, { row, seenSize }) : await opened.catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  // A large network's threads are never to wait for a picture: the next one is prepared here while they work.
  const run = sessions.isSmall ? preparedThere(pool, spare, opened) : preparedHere(pool, spare, { mapSize, input, opened });
  let isSound = true;
  const failed = (error: unknown): never => {
    isSound = false;
    throw error;
  };
  const estimate = async (frame: Frame): Promise<DepthEstimate> => {
    const { depth, prepared, inferenceMilliseconds } = await run(frame).catch(failed);
    const { luma, thumbnail, milliseconds } = prepared;
    return { index: frame.index, depth: makeGrid(mapSize.width, mapSize.height, depth), luma, thumbnail, inferenceMilliseconds, prepareMilliseconds: milliseconds };
  };
  // What has failed once is not given to another job.
  const close = async (): Promise<void> => {
    const network = await opened.catch(() => undefined);
    if (loading && isSound && network) await loading.giveBack({ model, provider, ports: network.ports, stamp, pool });
    else await pool.close();
  };
  return { mapSize, most: sessions.count + 1, estimate, close };
}

function feeding(ports: NetworkPorts, how: Parameters<typeof fedAs>[1]): Pick<Opened, 'mapSize' | 'input'> {
  const { mapSize, row } = fedAs(ports, how);
  return { mapSize, input: row.input };
}

type Run = (frame: Frame) => Promise<{ readonly depth: Float32Array; readonly prepared: Omit<PreparedPicture, 'tensor'>; readonly inferenceMilliseconds: number }>;

/** Pictures are prepared by the worker that runs the network. */
const preparedThere = (pool: DepthPool, spare: SpareMemory, opened: Promise<unknown>): Run => async ({ width, height, channels, pixels }) => {
  await opened;
  const reply = await pool.call({ kind: 'picture', picture: { width, height, channels, pixels } }, [pixels.buffer]);
  if (reply.kind !== 'picture') throw failureError('internal.bug', 'the depth worker gave no map');
  spare.give(reply.pixels.buffer);
  return reply;
};

/** Pictures are prepared by this thread. */
function preparedHere(pool: DepthPool, spare: SpareMemory, { mapSize, input, opened }: Pick<Opened, 'mapSize' | 'input'> & { readonly opened: Promise<unknown> }): Run {
  return async (frame) => {
    const { tensor, ...prepared } = preparePicture(frame, input, mapSize, spare);
    spare.give(frame.pixels.buffer);
    await opened;
    const reply = await pool.call({ kind: 'tensor', tensor, pictureSize: { width: frame.width, height: frame.height } }, [tensor.buffer]);
    if (reply.kind !== 'tensor') throw failureError('internal.bug', 'the depth worker gave no map');
    spare.give(reply.tensor.buffer);
    return { depth: reply.depth, prepared, inferenceMilliseconds: reply.inferenceMilliseconds };
  };
}

type Opened = Extract<WorkerReply, { kind: 'open' }>;

function openedIn(reply: WorkerReply): Opened {
  if (reply.kind !== 'open') throw failureError('internal.bug', 'the depth worker did not open its network');
  return reply;
}
