import type { Picture } from '#core/depth/grid';
import { padReflected } from '#core/depth/preprocess';
import { thumbnailOf } from '#core/depth/reducePicture';
import type { ModelInput } from '#contracts/modelManifest';
import type { Size } from '#contracts/units';
import { compiledLuma, compiledTensor } from '../kernels/preparePicture.js';
import type { SpareMemory } from '../workers/spareMemory.js';
import { threadTime } from '../workers/threadTime.js';

/** All that is made of a picture before the network sees it. */
export interface PreparedPicture {
  /** The network's input, 3 × the map's size. */
  readonly tensor: Float32Array<ArrayBuffer>;
  /** Luma of the picture at the map's size, 0..255. */
  readonly luma: Uint8Array;
  /** The picture reduced for cut detection (core/depth/sceneCut). */
  readonly thumbnail: Uint8Array;
  /** Processor time that it took. */
  readonly milliseconds: number;
}

/** `spare`: gives the memory of tensor and luma. */
export function preparePicture(picture: Picture, input: ModelInput, mapSize: Size, spare?: SpareMemory): PreparedPicture {
  const begun = threadTime();
  const tensor = compiledTensor(input.padding === 'reflectRoot' ? padReflected(picture) : picture, input, mapSize, spare);
  const luma = compiledLuma(picture, mapSize.width, mapSize.height, spare);
  const thumbnail = thumbnailOf(picture);
  return { tensor, luma, thumbnail, milliseconds: threadTime() - begun };
}
