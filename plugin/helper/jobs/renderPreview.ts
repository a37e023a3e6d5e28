import { mkdir, realpath, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { plainLook, type PreviewLook } from '#core/preview/previewLook';
import { failureError } from '#core/failure/result';
import { frameIndexToSeconds } from '#core/time/frameRate';
import type { Beat } from '#contracts/beatGrid';
import type { DepthPassport } from '#contracts/depthAsset';
import type { Report } from '#contracts/progress';
import type { SlotValues } from '#contracts/slots';
import type { FrameIndex, FrameRange, Seconds, Size } from '#contracts/units';
import { probeVideo, type VideoTrack } from '../media/probeMedia.js';
import { temporaryNameFor, writeFailure } from '../output/atomicFile.js';
import { readPassport } from '../output/passportFile.js';
import { depthFileOf } from '../output/depthPicture.js';
import { previewArguments } from '../output/previewEncoder.js';
import { openRawVideoPipe } from '../output/rawVideoPipe.js';
import { writeContactSheet, type SheetRow } from '../preview/contactSheet.js';
import { previewFrames, previewRange, type PreviewFrame } from '../preview/previewFrames.js';
import type { PreviewCall, PreviewReply } from '../preview/previewWorker.js';
import { sheetMoments, type SheetMoment } from '../preview/sheetMoments.js';
import { inOrder } from '../workers/inOrder.js';
import { WorkerPool } from '../workers/workerCalls.js';
import { ProgressMeter } from './progressMeter.js';
import { placeMusic } from '#core/time/timeMap';

export interface PreviewRequest {
  readonly clip: string;
  /** A complete depth pass of the clip. */
  readonly depthFolder: string;
  /** Laid under the pictures; absent = silent. */
  readonly music?: string;
  /** Clip time at which the music begins, may be negative; 0 by default. */
  readonly musicOffset?: Seconds;
  /** What the slots stand at, by clip time (`evaluateRecipe`). */
  readonly slotsAt: (time: Seconds) => SlotValues;
  readonly look?: PreviewLook;
  /** Beats in music time, for the sheet. */
  readonly beats: readonly Beat[];
  /** MP4, or WebM when so named. */
  readonly out: string;
  /** PNG with frame | depth | effect at the four strongest beats. */
  readonly sheet?: string;
  /** Named on the sheet: the recipe. */
  readonly title?: string;
}

export interface PreviewResult {
  readonly out: string;
  readonly sheet?: string;
  readonly size: Size;
  readonly frames: number;
  readonly encoder: string;
}

/** Widest preview, pixels: enough to judge an effect, quick to render. */
const WIDEST = 960;
const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2));

/** Size of the preview: the picture as it is seen (square pixels), at most 960 wide, even sides as encoders want them. */
export function previewSize({ size, pixelAspect }: Pick<VideoTrack, 'size' | 'pixelAspect'>): Size {
  const scale = Math.min(1, WIDEST / (size.width * pixelAspect));
  return { width: even(size.width * pixelAspect * scale), height: even(size.height * scale) };
}

/** Everything the frames of one preview have in common. */
interface Rendering {
  readonly request: PreviewRequest;
  readonly passport: DepthPassport;
  readonly range: FrameRange;
  readonly size: Size;
  readonly moments: readonly SheetMoment[];
  readonly pool: WorkerPool<PreviewCall, PreviewReply>;
}

interface RenderedFrame {
  readonly pixels: Uint8Array;
  readonly rows: readonly SheetRow[];
}

/**
 * Renders a recipe on small frames and joins them with the music. Frame i shows the picture at i / rate; the music plays where
 * a host would play it, and ends with the pictures. The preview covers the frames of the depth pass; a still is shown while the
 * music plays.
 *
 * Fails with `media.*`, `depth.incomplete`, `output.*`, `cancelled`. Files appear whole or not at all.
 */
export async function renderPreview(request: PreviewRequest, report: Report, signal: AbortSignal): Promise<PreviewResult> {
  await refuseOverwrite(request);
  const passport = await readPassport(request.depthFolder);
  const info = await probeVideo(request.clip);
  const size = previewSize(info.video);
  const range = await previewRange(info.video, passport, request.music);
  const moments = request.sheet === undefined ? [] : sheetMoments({ beats: request.beats, musicOffset: request.musicOffset ?? 0, frames: range, rate: passport.frameRate });
  const pool = new WorkerPool<PreviewCall, PreviewReply>(new URL('../preview/previewWorker.js', import.meta.url), Math.min(4, availableParallelism()));
  const rendering: Rendering = { request, passport, range, size, moments, pool };
  try {
    const rendered = inOrder(previewFrames({ info, range, size, signal }), pool.size + 1, (frame) => renderFrame(rendering, frame));
    const { rows, encoder, written } = await encode(rendering, rendered, report, signal);
    if (request.sheet !== undefined) await writeContactSheet(request.sheet, rows, size, request.title);
    return { out: request.out, size, frames: written, encoder, ...(request.sheet === undefined ? {} : { sheet: request.sheet }) };
  } finally {
    await pool.close();
  }
}

/** The clip and the song are the user's: no typing mistake may replace them. */
async function refuseOverwrite({ clip, music, out, sheet }: PreviewRequest): Promise<void> {
  const place = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  const sources = await Promise.all([clip, music ?? clip].map(place));
  for (const target of [out, sheet ?? out]) if (sources.includes(await place(target))) throw failureError('output.foreign', target);
  if (sheet !== undefined && (await place(out)) === (await place(sheet))) throw failureError('output.foreign', sheet);
}

async function renderFrame({ request, passport, size, moments, pool }: Rendering, frame: PreviewFrame): Promise<RenderedFrame> {
  const labels = moments.filter((moment) => moment.frame === frame.index).map(({ label }) => label);
  const original = labels.length > 0 ? Uint8Array.from(frame.pixels) : undefined;
  const call: PreviewCall = {
    pixels: frame.pixels,
    ...size,
    depth: depthFileOf(request.depthFolder, passport, frame.depthFrame),
    slots: request.slotsAt(frameIndexToSeconds(frame.index, passport.frameRate)),
    look: request.look ?? plainLook,
    wantsDepth: original !== undefined,
  };
  const { pixels, depth } = await pool.call(call, [frame.pixels.buffer]);
  const rows = original && depth ? labels.map((label) => ({ label, frame: original, depth, effect: pixels })) : [];
  return { pixels, rows };
}

interface Encoded {
  readonly rows: readonly SheetRow[];
  readonly encoder: string;
  readonly written: FrameIndex;
}

async function encode({ request, passport, range, size }: Rendering, frames: AsyncIterable<RenderedFrame>, report: Report, signal: AbortSignal): Promise<Encoded> {
  const total = range.last - range.first + 1;
  const temporary = temporaryNameFor(request.out);
  const start = placeMusic(request.musicOffset).toMusic(frameIndexToSeconds(range.first, passport.frameRate));
  const music = request.music === undefined ? {} : { music: { path: request.music, start } };
  const { args, encoder } = await previewArguments({ path: request.out, size, rate: passport.frameRate, frames: total, ...music }, temporary);
  await mkdir(dirname(request.out), { recursive: true }).catch((error: unknown) => Promise.reject(writeFailure(request.out, error)));
  const pipe = openRawVideoPipe(args, request.out);
  const meter = new ProgressMeter(report, 'preview', total);
  const rows: SheetRow[] = [];
  let written = 0;
  try {
    for await (const frame of frames) {
      await pipe.write(frame.pixels);
      rows.push(...frame.rows);
      meter.reach(++written);
    }
    if (signal.aborted) throw failureError('cancelled');
    await pipe.finish();
    await rename(temporary, request.out).catch((error: unknown) => Promise.reject(writeFailure(request.out, error)));
    return { rows, encoder, written };
  } finally {
    await pipe.stop();
    await rm(temporary, { force: true });
  }
}
