import { toDisparity } from '#core/depth/disparity';
import { placeInside } from '#core/depth/fitPicture';
import { makeGrid, type Grid } from '#core/depth/grid';
import { mirrorRows } from '#core/depth/mirror';
import { reflectMargin } from '#core/depth/preprocess';
import { cropGrid, resample } from '#core/depth/resample';
import type { ModelRow } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { runPicture, type PictureNetwork } from './pictureNetwork.js';

/** A loaded network and the size of its pictures and maps. */
export interface DepthNetwork extends PictureNetwork {
  readonly mapSize: Size;
}

/**
 * Disparity at the map's size, near = larger, of a prepared picture (core/depth/preprocess) that was of `pictureSize`. Throws `inference.*`,
 * `model.wrongShape`.
 */
export async function inferDepth(network: DepthNetwork, tensor: Float32Array, pictureSize: Size): Promise<Float32Array> {
  const { row, mapSize } = network;
  let map = await runPicture(network, tensor, mapSize);
  if (row.input.mirror) {
    const other = await runPicture(network, mirrorRows(tensor, mapSize.width, row.input.layout === 'NHWC' ? 3 : 1), mapSize);
    map = makeGrid(map.width, map.height, averageWithMirrored(map, other));
  }
  // Some exports answer at a size of their own.
  const sized = resample(withoutPadding(map, row, pictureSize), mapSize.width, mapSize.height, 'bilinear');
  return toDisparity(sized.values, row.output);
}

function averageWithMirrored({ width, values }: Grid, other: Grid): Float32Array {
  const back = mirrorRows(other.values, width, 1);
  return values.map((value, i) => (value + back[i]!) / 2);
}

/** The part of a map that shows the picture, at the map's size. */
function withoutPadding(map: Grid, row: ModelRow, picture: Size): Grid {
  if (row.input.padding === 'reflectRoot') return withoutMargin(map, picture);
  if (row.input.policy !== 'pad') return map;
  // What was made of the padding takes no share in the picture's border, so whole rows and columns are taken.
  const place = placeInside(picture, row.input);
  const [across, down] = [map.width / row.input.nominal[0], map.height / row.input.nominal[1]];
  const [left, top] = [Math.round(place.left * across), Math.round(place.top * down)];
  const [width, height] = [Math.max(1, Math.round(place.width * across)), Math.max(1, Math.round(place.height * down))];
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) values.set(map.values.subarray((top + y) * map.width + left, (top + y) * map.width + left + width), y * width);
  return resample(makeGrid(width, height, values), map.width, map.height, 'bilinear');
}

function withoutMargin(map: Grid, { width, height }: Size): Grid {
  const [marginX, marginY] = [reflectMargin(width) / (width + 2 * reflectMargin(width)), reflectMargin(height) / (height + 2 * reflectMargin(height))];
  return cropGrid(map, { left: marginX * map.width, top: marginY * map.height, right: marginX * map.width, bottom: marginY * map.height });
}
