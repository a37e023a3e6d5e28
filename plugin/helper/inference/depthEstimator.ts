import { availableParallelism } from 'node:os';
import { stat } from 'node:fs/promises';
import { makeGrid, type Grid } from '#core/depth/grid';
import { failureError } from '#core/failure/result';
import type { Size } from '#contracts/units';
import type { Frame } from '../frames/frameSource.js';
import type { InstalledModel } from '../models/modelStore.js';
import { WorkerPool } from '../workers/workerCalls.js';
import type { DepthCall, WorkerReply } from './depthWorker.js';

/** What the network made of one picture. */
export interface DepthEstimate {
  readonly index: number;
  /** Raw disparity, near = larger, in the network's own scale. */
  readonly depth: Grid;
  /** Luma of the picture at the map's size, 0..255. */
  readonly luma: Uint8Array;
  /** The picture reduced for cut detection (core/depth/sceneCut). */
  readonly thumbnail: Uint8Array;
  readonly inferenceMilliseconds: number;
  /** Time around it: resizing, normalising, reducing. */
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
}

/**
 * A network up to this size runs as one single-threaded session per core: small layers do not fill several threads (measured for the
 * bundled network: 8.5 ms CPU a picture on one thread against 16 on two). Larger ones get one session with all cores, since a second
 * copy of their weights and activations costs more memory than it saves time.
 */
const SMALL_MODEL_BYTES = 40e6;

/** Starts the workers and loads the network in each. Throws the failures of `openOnnxModel`. */
export async function openDepthEstimator({ model, provider, seenSize }: EstimatorOptions): Promise<DepthEstimator> {
  const cores = Math.max(1, availableParallelism());
  const small = provider === 'cpu' && (await stat(model.path)).size < SMALL_MODEL_BYTES;
  const [sessions, threads] = small ? [Math.min(cores, 4), 1] : [1, cores];
  const pool = new WorkerPool<DepthCall, WorkerReply>(new URL('./depthWorker.js', import.meta.url), sessions);
  const opened = await pool.callAll({ kind: 'open', path: model.path, headPath: model.headPath, row: model.row, provider, threads, seenSize }).catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  return {
    mapSize: mapSizeIn(opened[0]!),
    most: sessions + 1,
    close: () => pool.close(),
    estimate: async ({ index, width, height, channels, pixels }) => {
      const reply = await pool.call({ kind: 'picture', picture: { width, height, channels, pixels } }, [pixels.buffer]);
      if (reply.kind !== 'picture') throw failureError('internal.bug', 'the depth worker gave no map');
      return { ...reply, index, depth: makeGrid(reply.width, reply.height, reply.depth) };
    },
  };
}

function mapSizeIn(reply: WorkerReply): Size {
  if (reply.kind !== 'open') throw failureError('internal.bug', 'the depth worker did not open its network');
  return reply.mapSize;
}
