import sharp from 'sharp';
import { makeGrid } from '#core/depth/grid';
import { resample } from '#core/depth/resample';
import type { ShotEvidence } from '#core/report/shotSection';
import { tintedLuma } from '#core/report/tintedLuma';
import type { DepthShot } from '#contracts/depthAsset';
import type { FrameIndex, FrameRange, Size } from '#contracts/units';
import type { FrameScore } from '../cache/frameScores.js';
import type { MapStore } from '../cache/mapStore.js';
import type { ShownDepths } from '../cache/shownDepths.js';

/** What the first pass stored. */
export interface EvidenceSource {
  readonly store: MapStore;
  /** First frame in the store. */
  readonly first: FrameIndex;
}

/** What pictures are drawn of: `shown` has the depth that the files show, `cell` is the size of each picture. */
export interface StripSource extends EvidenceSource {
  readonly shown: Pick<ShownDepths, 'when' | 'size'>;
  readonly cell: Size;
}

/** Height of a picture on the strip, and its widest, pixels; the quality of the JPEG (chosen: faces are told apart, a shot stays below 20 KB). */
const [CELL_HEIGHT, WIDEST] = [90, 240];
const QUALITY = 75;
/** Moments shown of a shot at most, and frames that one stands for at least. */
const [MOST_MOMENTS, FRAMES_A_MOMENT] = [5, 6];

/** Pictures of shots, by each one's first frame. */
export type Strips = ReadonlyMap<FrameIndex, ShotEvidence['strip']>;

/** What the report shows of a shot, from what the first pass stored, and the scores of each frame from `source.first` on. */
export async function shotEvidence(shot: DepthShot, { strips, scores, store, first }: EvidenceSource & { readonly strips: Strips; readonly scores: readonly FrameScore[] }): Promise<ShotEvidence> {
  const [flicker, agreement]: [number[], number[]] = [[], []];
  for (let index = shot.first; index <= shot.last; index++) {
    const summary = await store.readSummary(index - first);
    // The last frame has none to differ from: the line goes on as it is.
    flicker.push(scores[index - first]?.flicker ?? flicker.at(-1) ?? 0);
    agreement.push(summary.agreement);
  }
  return { strip: strips.get(shot.first)!, flicker, agreement };
}

/** Size of a picture of the report. */
export function cellOf({ size, pixelAspect }: { readonly size: Size; readonly pixelAspect: number }): Size {
  return { width: Math.max(1, Math.min(WIDEST, Math.round((CELL_HEIGHT * size.width * pixelAspect) / size.height))), height: CELL_HEIGHT };
}

export function momentsOf({ first, last }: Pick<DepthShot, 'first' | 'last'>): FrameIndex[] {
  const length = last - first + 1;
  const count = Math.min(MOST_MOMENTS, Math.max(1, Math.round(length / FRAMES_A_MOMENT)));
  return Array.from({ length: count }, (_, i) => first + Math.floor(((i + 0.5) * length) / count));
}

/** Draws the pictures of shots, each as soon as the files show its depth. */
export async function drawStrips(shots: readonly FrameRange[], source: StripSource): Promise<Strips> {
  const strips = new Map<FrameIndex, ShotEvidence['strip']>();
  for (const shot of shots) strips.set(shot.first, await stripOf(shot, source));
  return strips;
}

async function stripOf(shot: FrameRange, source: StripSource): Promise<ShotEvidence['strip']> {
  const { cell } = source;
  const moments = momentsOf(shot);
  const [width, height] = [moments.length * cell.width, 2 * cell.height];
  const pixels = new Uint8Array(3 * width * height);
  for (const [column, index] of moments.entries()) {
    const cells = [await pictureCell(index, source), await depthCell(index, source)];
    for (const [row, picture] of cells.entries()) {
      for (let y = 0; y < cell.height; y++) pixels.set(picture.subarray(3 * y * cell.width, 3 * (y + 1) * cell.width), 3 * ((row * cell.height + y) * width + column * cell.width));
    }
  }
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: QUALITY }).toBuffer();
  return { jpeg: jpeg.toString('base64'), width, height, moments };
}

/** A frame at the size of a cell, RGB. */
async function pictureCell(index: FrameIndex, { store, first, cell }: StripSource): Promise<Uint8Array> {
  const { blind, state, thumbnail } = (await store.read(index - first))!;
  const luma = blind ? undefined : { width: state.depth.width, height: state.depth.height, channels: 1 as const, pixels: state.luma };
  return tintedLuma(luma, thumbnail, cell.width, cell.height);
}

/** The depth of its file, as RGB. */
async function depthCell(index: FrameIndex, { shown, cell }: StripSource): Promise<Uint8Array> {
  const small = makeGrid(shown.size.width, shown.size.height, Float32Array.from(await shown.when(index)));
  const { values } = resample(small, cell.width, cell.height, 'area');
  const grey = new Uint8Array(3 * values.length);
  for (let i = 0; i < values.length; i++) grey.fill(values[i]! + 0.5, 3 * i, 3 * i + 3);
  return grey;
}
