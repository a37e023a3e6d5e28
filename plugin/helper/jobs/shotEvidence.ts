import sharp from 'sharp';
import { unitRow } from '#core/depth/encode16';
import { unpackMap } from '#core/depth/packedMap';
import { resample } from '#core/depth/resample';
import type { ShotEvidence } from '#core/report/shotSection';
import { tintedLuma } from '#core/report/tintedLuma';
import type { DepthShot } from '#contracts/depthAsset';
import type { FrameIndex, Size } from '#contracts/units';
import type { FrameScore } from '../cache/frameScores.js';
import type { MapStore } from '../cache/mapStore.js';

export interface EvidenceSource {
  readonly store: MapStore;
  /** First frame in the store. */
  readonly first: FrameIndex;
  /** Upright picture, and the shape of its pixels. */
  readonly size: Size;
  readonly pixelAspect: number;
}

/** Height of a picture on the strip, and its widest, pixels; the quality of the JPEG (chosen: faces are told apart, a shot stays below 20 KB). */
const [CELL_HEIGHT, WIDEST] = [90, 240];
const QUALITY = 75;
/** Moments shown of a shot at most, and frames that one stands for at least. */
const [MOST_MOMENTS, FRAMES_A_MOMENT] = [5, 6];

/** A shot whose range is known, and the first of its frames that shows anything. */
export type DrawnShot = Pick<DepthShot, 'first' | 'last' | 'range'> & { readonly seenFrom: FrameIndex };

/** Pictures of shots, by each one's first frame. */
export type Strips = ReadonlyMap<FrameIndex, ShotEvidence['strip']>;

/** What the report shows of a shot, from what the first pass stored, and the scores of each frame from `source.first` on. */
export async function shotEvidence(shot: DepthShot, { strips, scores, ...source }: EvidenceSource & { readonly strips: Strips; readonly scores: readonly FrameScore[] }): Promise<ShotEvidence> {
  const [flicker, agreement]: [number[], number[]] = [[], []];
  for (let index = shot.first; index <= shot.last; index++) {
    const summary = await source.store.readSummary(index - source.first);
    // The last frame has none to differ from: the line goes on as it is.
    flicker.push(scores[index - source.first]?.flicker ?? flicker.at(-1) ?? 0);
    agreement.push(summary.agreement);
  }
  return { strip: strips.get(shot.first)!, flicker, agreement };
}

export function momentsOf({ first, last }: Pick<DepthShot, 'first' | 'last'>): FrameIndex[] {
  const length = last - first + 1;
  const count = Math.min(MOST_MOMENTS, Math.max(1, Math.round(length / FRAMES_A_MOMENT)));
  return Array.from({ length: count }, (_, i) => first + Math.floor(((i + 0.5) * length) / count));
}

/** Draws the pictures of shots. */
export async function drawStrips(shots: readonly DrawnShot[], source: EvidenceSource): Promise<Strips> {
  const strips = new Map<FrameIndex, ShotEvidence['strip']>();
  for (const shot of shots) strips.set(shot.first, await stripOf(shot, shot.seenFrom, source));
  return strips;
}

async function stripOf(shot: Omit<DrawnShot, 'seenFrom'>, seenFrom: FrameIndex, source: EvidenceSource): Promise<ShotEvidence['strip']> {
  const { size, pixelAspect } = source;
  const cell = { width: Math.max(1, Math.min(WIDEST, Math.round((CELL_HEIGHT * size.width * pixelAspect) / size.height))), height: CELL_HEIGHT };
  const moments = momentsOf(shot);
  const [width, height] = [moments.length * cell.width, 2 * cell.height];
  const pixels = new Uint8Array(3 * width * height);
  for (const [column, index] of moments.entries()) {
    const cells = await cellsOf(shot, index, { ...source, seenFrom, cell });
    for (const [row, picture] of cells.entries()) {
      for (let y = 0; y < cell.height; y++) pixels.set(picture.subarray(3 * y * cell.width, 3 * (y + 1) * cell.width), 3 * ((row * cell.height + y) * width + column * cell.width));
    }
  }
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: QUALITY }).toBuffer();
  return { jpeg: jpeg.toString('base64'), width, height, moments };
}

/** Picture and depth of one frame at the size of a cell, RGB: the depth as it was stored, which settling changes by less than its greys show. */
async function cellsOf({ range }: Pick<DepthShot, 'range'>, index: FrameIndex, { store, first, seenFrom, cell }: EvidenceSource & { readonly seenFrom: FrameIndex; readonly cell: Size }): Promise<[Uint8Array, Uint8Array]> {
  const { width, height } = cell;
  const frame = (await store.read(index - first))!;
  const { state } = index < seenFrom ? (await store.read(seenFrom - first))! : frame;
  const luma = frame.blind ? undefined : { width: state.depth.width, height: state.depth.height, channels: 1 as const, pixels: state.luma };
  const { values } = resample(unpackMap(state.depth), width, height, 'area');
  const unit = new Float32Array(values.length);
  unitRow(values, range, unit);
  const grey = new Uint8Array(3 * unit.length);
  for (let i = 0; i < unit.length; i++) grey.fill(255 * unit[i]! + 0.5, 3 * i, 3 * i + 3);
  return [tintedLuma(luma, frame.thumbnail, width, height), grey];
}
