import { parentPort } from 'node:worker_threads';
import type { Bars } from '#core/depth/bars';
import { dilateRows } from '#core/depth/dilateRows';
import { addHalo } from '#core/depth/haloScore';
import { SmallDepth } from '#core/report/smallDepth';
import type { Size } from '#contracts/units';
import type { OwnedMap } from '../cache/settledMaps.js';
import { refineMap } from '../kernels/refineMap.js';
import { threadTime } from '../workers/threadTime.js';
import { answerCalls, type Handed } from '../workers/workerCalls.js';
import { placeWholeNow } from './atomicFile.js';
import type { PictureKind } from './frameFiles.js';
import { openPicture, type PictureFacts } from './pictureWriters.js';

/** A file to write; without a path it is made and dropped. */
export interface RenderedFile {
  readonly kind: PictureKind;
  readonly path?: string;
}

/** One frame of the second pass: a small depth map, the full picture's luma, and the files to write. */
export interface RenderCall {
  readonly files: readonly RenderedFile[];
  readonly facts: PictureFacts;
  readonly depth: OwnedMap;
  readonly luma: Uint8Array<ArrayBuffer>;
  /** Bars that carry no picture, in pixels of the map and of the picture: they get the farthest depth. */
  readonly smallBars: Bars;
  readonly bars: Bars;
  /** Pixels of the picture by which what is near grows over what is behind it; 0: not at all. */
  readonly dilate: number;
  /** Size of the small picture that the report shows of this frame. */
  readonly shown?: Size;
}

/** Processor time of the parts, milliseconds. */
export interface RenderReply {
  readonly refine: number;
  readonly encode: number;
  readonly write: number;
  /** Of every eighth row (core/depth/haloScore). */
  readonly halo: { readonly sum: number; readonly count: number };
  /** The small picture that was asked for: 0 far..255 near, height × width. */
  readonly shown?: Uint8Array;
  /** The picture's and the map's memory, handed back. */
  readonly luma: ArrayBuffer;
  readonly codes: ArrayBuffer;
}

async function render(call: RenderCall): Promise<Handed<RenderReply>> {
  const { height } = call.facts;
  const pictures = call.files.map(({ kind, path }) => ({ path, writer: openPicture(kind, call.facts) }));
  const started = threadTime();
  const { bars, facts } = call;
  const halo = { sum: 0, count: 0 };
  const small = call.shown && new SmallDepth(facts, call.shown, facts.range);
  const addRow = dilateRows(call.dilate, facts, (y, row) => {
    coverBars(row, y, { bars, height, far: facts.range.far });
    small?.addRow(y, row);
    for (const { writer } of pictures) writer.addRow(row);
  });
  const { depth, luma: guide, smallBars } = call;
  refineMap({ depth, guide, width: facts.width, height, bars: smallBars }, (y, row) => {
    if (y % 8 === 4) addHalo(row, facts.range, halo);
    addRow(row);
  });
  const refined = threadTime();
  let write = 0;
  for (const { path, writer } of pictures) {
    const made = writer.encode();
    const parts = made instanceof Promise ? await made : made;
    const encoded = threadTime();
    if (path !== undefined) placeWholeNow(path, parts);
    write += threadTime() - encoded;
  }
  return { reply: { refine: refined - started, encode: threadTime() - refined - write, write, halo, ...(small ? { shown: small.grey() } : {}), luma: guide.buffer, codes: depth.codes.buffer }, transfer: [guide.buffer, depth.codes.buffer] };
}

function coverBars(row: Float32Array, y: number, { bars, height, far }: { readonly bars: Bars; readonly height: number; readonly far: number }): void {
  if (y < bars.top || y >= height - bars.bottom) row.fill(far);
  row.fill(far, 0, bars.left);
  row.fill(far, row.length - bars.right);
}

if (parentPort) answerCalls(parentPort, render);
