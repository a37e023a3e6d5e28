import { parentPort } from 'node:worker_threads';
import { refineRows } from '#core/depth/edgeRefine';
import { encodeRow16 } from '#core/depth/encode16';
import { unpackMap, type PackedMap } from '#core/depth/packedMap';
import type { ValueRange } from '#core/depth/statistics';
import { answerCalls, type Handed } from '../workers/workerCalls.js';
import { placeWhole } from './atomicFile.js';
import { Png16 } from './png16.js';

/** One frame of the second pass: a small depth map, the full picture's luma, and the file to write. */
export interface RenderCall {
  readonly path: string;
  readonly depth: PackedMap;
  readonly smallLuma: Uint8Array;
  readonly luma: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly range: ValueRange;
}

/** Time spent on the parts, milliseconds. */
export interface RenderReply {
  readonly refine: number;
  readonly encode: number;
  readonly write: number;
}

async function render(call: RenderCall): Promise<Handed<RenderReply>> {
  const { width, height } = call;
  const file = new Png16(width, height);
  const codes = new Uint16Array(width);
  const started = performance.now();
  const input = { depth: unpackMap(call.depth), smallGuide: call.smallLuma, guide: call.luma, width, height };
  refineRows(input, (_, row) => {
    encodeRow16(row, call.range, codes);
    file.addRow(codes);
  });
  const refined = performance.now();
  const png = file.encode();
  const encoded = performance.now();
  await placeFile(call.path, png);
  return { reply: { refine: refined - started, encode: encoded - refined, write: performance.now() - encoded } };
}

/**
 * Whole or not at all, as `writeFileAtomically`, without waiting for the disk on each of thousands of frames: a killed process
 * leaves whole files, and the pass is synced once before its passport is written.
 */
function placeFile(path: string, data: Uint8Array): Promise<void> {
  return placeWhole(path, (file) => file.writeFile(data));
}

if (parentPort) answerCalls(parentPort, render);
