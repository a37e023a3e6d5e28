import { parentPort } from 'node:worker_threads';
import { refineRows } from '#core/depth/edgeRefine';
import { unpackMap, type PackedMap } from '#core/depth/packedMap';
import { answerCalls, type Handed } from '../workers/workerCalls.js';
import { placeWhole } from './atomicFile.js';
import type { PictureKind } from './frameFiles.js';
import { openPicture, type PictureFacts } from './pictureWriters.js';

/** One frame of the second pass: a small depth map, the full picture's luma, and the files to write. */
export interface RenderCall {
  readonly files: readonly { readonly kind: PictureKind; readonly path: string }[];
  readonly facts: PictureFacts;
  readonly depth: PackedMap;
  readonly smallLuma: Uint8Array;
  readonly luma: Uint8Array;
}

/** Time spent on the parts, milliseconds. */
export interface RenderReply {
  readonly refine: number;
  readonly encode: number;
  readonly write: number;
}

async function render(call: RenderCall): Promise<Handed<RenderReply>> {
  const { width, height } = call.facts;
  const pictures = call.files.map(({ kind, path }) => ({ path, writer: openPicture(kind, call.facts) }));
  const started = performance.now();
  const input = { depth: unpackMap(call.depth), smallGuide: call.smallLuma, guide: call.luma, width, height };
  refineRows(input, (_, row) => {
    for (const { writer } of pictures) writer.addRow(row);
  });
  const refined = performance.now();
  let write = 0;
  for (const { path, writer } of pictures) {
    const data = await writer.encode();
    const encoded = performance.now();
    await placeFile(path, data);
    write += performance.now() - encoded;
  }
  return { reply: { refine: refined - started, encode: performance.now() - refined - write, write } };
}

/**
 * Whole or not at all, as `writeFileAtomically`, without waiting for the disk on each of thousands of frames: a killed process
 * leaves whole files, and the pass is synced once before its passport is written.
 */
function placeFile(path: string, data: Uint8Array): Promise<void> {
  return placeWhole(path, (file) => file.writeFile(data));
}

if (parentPort) answerCalls(parentPort, render);
