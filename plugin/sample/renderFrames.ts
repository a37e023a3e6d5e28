import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FrameOrder } from './frameWorker.js';
import type { RenderedFrame } from './scene/renderFrame.js';

async function renderIn(worker: Worker, order: FrameOrder): Promise<RenderedFrame> {
  worker.postMessage(order);
  const [frame] = (await once(worker, 'message')) as [RenderedFrame];
  return frame;
}

/** Renders frames on all cores and yields them in order; never more than one frame a core is kept. */
export async function* renderFrames(orders: readonly FrameOrder[]): AsyncGenerator<RenderedFrame> {
  const workers = Array.from({ length: availableParallelism() }, () => new Worker(new URL('./frameWorker.js', import.meta.url)));
  const pending: Promise<RenderedFrame>[] = [];
  try {
    for (const [index, order] of orders.entries()) {
      const worker = workers[index % workers.length];
      pending.push((pending[index - workers.length] ?? Promise.resolve()).then(() => renderIn(worker, order)));
    }
    for (const [index, frame] of pending.entries()) {
      yield await frame;
      pending[index] = Promise.resolve(undefined as never);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
