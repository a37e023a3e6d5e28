import sharp from 'sharp';
import { failureError } from '#core/failure/result';
import { makeGrid, type Grid } from '#core/depth/grid';
import type { Size } from '#contracts/units';

/** Reads a 16-bit depth file at a size, file values 0 far .. 1 near. Throws `depth.incomplete` when it is missing or damaged. */
export async function readDepthPicture(path: string, { width, height }: Size): Promise<Grid> {
  try {
    const data = await sharp(path).toColourspace('grey16').resize(width, height, { fit: 'fill', kernel: 'linear' }).extractChannel(0).raw({ depth: 'ushort' }).toBuffer();
    const codes = new Uint16Array(data.buffer, data.byteOffset, width * height);
    return makeGrid(width, height, Float32Array.from(codes, (code) => code / 65535));
  } catch (error) {
    throw failureError('depth.incomplete', path, String(error));
  }
}
