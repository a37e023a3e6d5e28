import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { applySlots } from '#core/preview/applySlots';
import { rgbPicture } from '#core/preview/picture';
import type { PreviewLook } from '#core/preview/previewLook';
import type { SlotValues } from '#contracts/slots';
import { readDepthPicture, type DepthFile } from '../output/depthPicture.js';
import { answerCalls, type Handed } from '../workers/workerCalls.js';

export interface PreviewCall {
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly depth: DepthFile;
  readonly slots: SlotValues;
  readonly look: PreviewLook;
  /** Also give the depth back, for the sheet. */
  readonly wantsDepth: boolean;
}

export interface PreviewReply {
  /** height × width × 3 sRGB bytes. */
  readonly pixels: Uint8Array;
  /** height × width, 0 far .. 1 near, when asked for. */
  readonly depth?: Float32Array;
}

async function renderFrame({ pixels, width, height, depth: file, slots, look, wantsDepth }: PreviewCall): Promise<Handed<PreviewReply>> {
  const depth = await readDepthPicture(file, { width, height });
  const picture = applySlots(rgbPicture(width, height, pixels), depth, slots, look);
  return { reply: { pixels: picture.pixels, ...(wantsDepth ? { depth: depth.values } : {}) }, transfer: [picture.pixels.buffer as ArrayBuffer] };
}

if (parentPort) {
  // One frame per worker is parallel enough; sharp's own threads would fight over the cores.
  sharp.concurrency(1);
  sharp.cache(false);
  answerCalls(parentPort, renderFrame);
}
