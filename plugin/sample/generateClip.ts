import { encodeClip } from './encodeClip.js';
import { renderFrames } from './renderFrames.js';
import { sampleTiming } from './sampleTiming.js';

const DEPTH_SCALE = 4;

/** Disparity as grey, white = near: 255 stands for a body one metre away or nearer. Averaged over blocks of DEPTH_SCALE. */
function depthBytes(disparity: Float32Array, width: number, height: number): Uint8Array {
  const columns = width / DEPTH_SCALE;
  const bytes = new Uint8Array(columns * (height / DEPTH_SCALE));
  for (let at = 0; at < bytes.length; at++) {
    const left = (at % columns) * DEPTH_SCALE;
    const top = Math.floor(at / columns) * DEPTH_SCALE;
    let sum = 0;
    for (let y = 0; y < DEPTH_SCALE; y++) for (let x = 0; x < DEPTH_SCALE; x++) sum += Math.min(1, disparity[(top + y) * width + left + x]);
    bytes[at] = Math.round((255 * sum) / DEPTH_SCALE ** 2);
  }
  return bytes;
}

export interface ClipPaths {
  readonly clip: string;
  readonly depth: string;
}

/** Renders the sample clip and its true depth. `scale` shrinks both for a quick look. */
export async function generateClip(paths: ClipPaths, scale: number, report: (done: number) => void): Promise<void> {
  const width = sampleTiming.width * scale;
  const height = sampleTiming.height * scale;
  const clip = encodeClip(paths.clip, { width, height, pixelFormat: 'rgb24', quality: 19 });
  const depth = encodeClip(paths.depth, { width: width / DEPTH_SCALE, height: height / DEPTH_SCALE, pixelFormat: 'gray', quality: 14 });
  const orders = Array.from({ length: sampleTiming.frames }, (_, frame) => ({ frame, width, height }));
  let done = 0;
  for await (const frame of renderFrames(orders)) {
    await clip.write(frame.colour);
    await depth.write(depthBytes(frame.disparity, width, height));
    report(++done);
  }
  await clip.finish();
  await depth.finish();
}
