import sharp from 'sharp';
import type { PackedMap } from '#core/depth/packedMap';
import type { Picture } from '#contracts/picture';
import type { FrameIndex } from '#contracts/units';
import type { MapStore } from '../cache/mapStore.js';

/** Width of the pictures, pixels, and the least time between two, milliseconds (chosen). */
const width = 96;
const pause = 1000;

/** A map as a small 8-bit grey PNG over its own range, its highest value white. */
export async function mapPicture(frame: FrameIndex, map: PackedMap): Promise<Picture> {
  const grey = Uint8Array.from(map.codes, (code) => code >> 8);
  const { data, info } = await sharp(grey, { raw: { width: map.width, height: map.height, channels: 1 } })
    .resize({ width, withoutEnlargement: true })
    .toColourspace('b-w')
    .png()
    .toBuffer({ resolveWithObject: true });
  return { frame, width: info.width, height: info.height, type: 'image/png', data: data.toString('base64') };
}

/** Told how many maps a store holds, gives a picture of the newest one about once a second. `first`: frame of the store's first map. */
export function mapPictures(store: MapStore, first: FrameIndex, onPicture: (picture: Picture) => void): (stored: number) => void {
  let last = -Infinity;
  return (stored) => {
    if (stored === 0 || performance.now() - last < pause) return;
    last = performance.now();
    const send = async (): Promise<void> => {
      const map = await store.read(stored - 1);
      if (map) onPicture(await mapPicture(first + stored - 1, map.state.depth));
    };
    // A picture for the eye must not stop the work.
    send().catch(() => undefined);
  };
}
