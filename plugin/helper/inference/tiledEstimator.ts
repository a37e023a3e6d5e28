import { TileBlend } from '#core/depth/tileBlend';
import { placeInPicture, tilePlaces, type Place, type TileLayout } from '#core/depth/tileLayout';
import type { Frame } from '../frames/frameSource.js';
import { compiledLuma } from '../kernels/preparePicture.js';
import { inOrder } from '../workers/inOrder.js';
import type { SpareMemory } from '../workers/spareMemory.js';
import { threadTime } from '../workers/threadTime.js';
import type { DepthEstimate, DepthEstimator } from './depthEstimator.js';

export interface TilingOptions {
  readonly layout: TileLayout;
  /** The network measures: no value of its maps is below 0. */
  readonly metric: boolean;
  /** Takes the memory of used pictures, and gives that of their parts. */
  readonly spare: SpareMemory;
}

/** Frames in work: while one's maps are put together, the network has the next one's first tiles. */
const IN_WORK = 2;

/**
 * Shows a network each picture as a whole and, nearer, in overlapping tiles, and makes one map of what it says (core/depth/tileBlend): the whole gives the shapes, the tiles the
 * detail. The network sees tiles as it sees pictures, whatever it is and whatever runs it; a frame costs it `count`² + 1 runs. `network` is closed with this one.
 */
export function overTiles(network: DepthEstimator, options: TilingOptions): DepthEstimator {
  return { mapSize: options.layout.map, most: IN_WORK, estimate: (frame) => estimateTiled(network, frame, options), close: () => network.close() };
}

async function estimateTiled(network: DepthEstimator, frame: Frame, { layout, metric, spare }: TilingOptions): Promise<DepthEstimate> {
  const begun = threadTime();
  const luma = compiledLuma(frame, layout.map.width, layout.map.height, spare);
  const whole = network.estimate(cut(frame, { left: 0, top: 0, width: frame.width, height: frame.height }, spare));
  // It may fail while a tile is waited for: it is looked at in its turn.
  whole.catch(() => undefined);
  let ownTime = threadTime() - begun;
  const made: DepthEstimate[] = [];
  let blend: TileBlend | undefined;
  for await (const tile of inOrder(tilesOf(frame, layout, spare), network.most, (part) => network.estimate(part))) {
    const first = await whole;
    const adding = threadTime();
    blend ??= new TileBlend(layout, first.depth);
    blend.add(made.length, tile.depth);
    spare.give(tile.luma.buffer);
    made.push(tile);
    ownTime += threadTime() - adding;
  }
  const finishing = threadTime();
  const { index, thumbnail, luma: small, ...first } = await whole;
  const depth = blend!.finish(metric ? 0 : undefined);
  spare.give(small.buffer);
  spare.give(frame.pixels.buffer);
  ownTime += threadTime() - finishing;
  const total = (part: 'inferenceMilliseconds' | 'prepareMilliseconds'): number => made.reduce((sum, tile) => sum + tile[part], first[part]);
  return { index, depth, luma, thumbnail, inferenceMilliseconds: total('inferenceMilliseconds'), prepareMilliseconds: total('prepareMilliseconds') + ownTime };
}

/** The tiles one by one, as they are asked for. */
async function* tilesOf(frame: Frame, layout: TileLayout, spare: SpareMemory): AsyncGenerator<Frame> {
  for (const place of tilePlaces(layout)) yield await Promise.resolve(cut(frame, placeInPicture(place, layout, frame), spare));
}

/** A part of a picture, in memory of its own. */
function cut({ index, width, channels, pixels }: Frame, place: Place, spare: SpareMemory): Frame {
  const line = place.width * channels;
  const part = new Uint8Array(spare.take(line * place.height));
  for (let y = 0; y < place.height; y++) {
    const from = ((place.top + y) * width + place.left) * channels;
    part.set(pixels.subarray(from, from + line), y * line);
  }
  return { index, width: place.width, height: place.height, channels, pixels: part };
}
