import { parentPort } from 'node:worker_threads';
import { renderFrame } from './scene/renderFrame.js';

export interface FrameOrder {
  readonly frame: number;
  readonly width: number;
  readonly height: number;
}

parentPort?.on('message', (order: FrameOrder) => {
  parentPort?.postMessage(renderFrame(order.frame, order.width, order.height));
});
