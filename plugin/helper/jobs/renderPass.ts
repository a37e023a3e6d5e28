import { barsInFull, hasBars, noBars } from '#core/depth/bars';
import { WHOLE_DEPTH } from '#core/depth/depthSlice';
import { failureError } from '#core/failure/result';
import type { DepthShot } from '#contracts/depthAsset';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import type { FrameScores } from '../cache/frameScores.js';
import type { ShownDepths } from '../cache/shownDepths.js';
import type { Frame } from '../frames/frameSource.js';
import { frameFilePath, type PictureKind } from '../output/frameFiles.js';
import type { PictureFacts } from '../output/pictureWriters.js';
import type { RenderReply } from '../output/renderWorker.js';
import type { FoundShot } from './findShots.js';
import type { RenderAhead } from './renderAhead.js';
import type { SettleAhead } from './settleAhead.js';
import { inOrder } from '../workers/inOrder.js';

export interface RenderPass {
  /** What to write for each frame, and the folder of its files. */
  readonly pictures: readonly { readonly kind: PictureKind; readonly folder: string }[];
  readonly facts: Omit<PictureFacts, 'width' | 'height' | 'range' | 'slice'>;
  /** Pixels of the files by which what is near grows over what is behind it. */
  readonly dilate: number;
  /** For messages. */
  readonly clip: string;
  readonly maps: Pick<SettleAhead, 'read' | 'give'>;
  readonly shots: readonly DepthShot[];
  /** For each of them: bars, and where something is seen first. */
  readonly hints: readonly Pick<FoundShot, 'bars' | 'seenFrom'>[];
  readonly scores: FrameScores;
  /** Small pictures for the report. */
  readonly shown: Pick<ShownDepths, 'frames' | 'size' | 'write'>;
  /** All frames of the job. */
  readonly frames: FrameRange;
  /** Frames whose files are whole already. */
  readonly written: ReadonlySet<FrameIndex>;
  /** Those of them that are measured, and small for the report, too: nothing is left to do. */
  readonly finished: ReadonlySet<FrameIndex>;
  /** Threads, and the picture's luma at output size. */
  readonly ahead: Pick<RenderAhead, 'pool' | 'guide' | 'spare'>;
  readonly onFrame: (index: FrameIndex, times: RenderReply | undefined) => void;
  /** Processor time that was spent on settling, milliseconds. */
  readonly onSettled?: (milliseconds: number) => void;
}

/** Pixels from which pictures are large: one more than the threads have costs more memory than waiting for its map costs time (chosen). */
const LARGE = 4e6;

/** Frames in flight beside those that are rendered. */
const spareFrames = ({ width, height }: Size): number => (width * height > LARGE ? 1 : 2);

/** Second pass: every stored map settled, brought to full size along the picture's edges, onto its shot's range, into its file. */
export async function runRenderPass(pass: RenderPass): Promise<void> {
  const missing = missingRange(pass);
  if (!missing) return;
  const render = async (guide: Frame): Promise<[FrameIndex, RenderReply | undefined]> =>
    pass.finished.has(guide.index) ? [guide.index, undefined] : [guide.index, await renderFrame(pass, guide)];
  const guide = pass.ahead.guide(missing);
  let done = missing.first;
  for await (const [index, times] of inOrder(guide, pass.ahead.pool.size + spareFrames(guide.size), render)) {
    done = index + 1;
    pass.onFrame(index, times);
  }
  // The first pass read more frames than the second: the file is not what it was.
  if (done <= missing.last) throw failureError('media.changed', pass.clip);
}

function missingRange({ frames, finished }: RenderPass): FrameRange | undefined {
  let { first, last } = frames;
  while (first <= last && finished.has(first)) first += 1;
  while (last >= first && finished.has(last)) last -= 1;
  return first <= last ? { first, last } : undefined;
}

async function renderFrame(pass: RenderPass, guide: Frame): Promise<RenderReply> {
  const at = pass.shots.findIndex(({ first, last }) => guide.index >= first && guide.index <= last);
  const [shot, hints] = [pass.shots[at], pass.hints[at]];
  if (!shot || !hints) throw failureError('internal.bug', `frame ${guide.index} is in no shot`);
  const { map, milliseconds } = await pass.maps.read(Math.max(guide.index, hints.seenFrom));
  pass.onSettled?.(milliseconds);
  const { width, height, pixels, index } = guide;
  const files = pass.written.has(index) ? [] : pass.pictures.map(({ kind, folder }) => ({ kind, path: frameFilePath(folder, index, kind) }));
  const facts: PictureFacts = { ...pass.facts, width, height, range: shot.range, slice: shot.matte ?? WHOLE_DEPTH };
  const { depth, flicker } = map;
  const bars = hasBars(hints.bars) ? barsInFull(hints.bars, depth, { width, height, luma: pixels }) : noBars;
  const reply = await pass.ahead.pool.call({ files, facts, depth, luma: pixels, smallBars: hints.bars, bars, dilate: pass.dilate, ...(pass.shown.frames.has(index) ? { shown: pass.shown.size } : {}) }, [pixels.buffer, depth.codes.buffer]);
  pass.ahead.spare.give(reply.luma);
  pass.maps.give(reply.codes);
  if (reply.shown) pass.shown.write(index, reply.shown);
  await pass.scores.write(index - pass.frames.first, { ...reply.halo, ...(flicker === undefined ? {} : { flicker }) });
  return reply;
}
