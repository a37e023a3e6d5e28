import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import type { Picture } from '#contracts/helperProtocol';
import type { FrameIndex, Pixels, Unit } from '#contracts/units';
import { failureError } from '#core/failure/result';
import { frameFilePath } from '../output/png16Sequence.js';

async function depthFile(folder: string, frame: FrameIndex): Promise<string> {
  const path = frameFilePath(folder, frame);
  if (!(await stat(path).catch(() => undefined))) throw failureError('media.missing', path);
  return path;
}

/** One frame of a depth pass as a small 8-bit grey PNG, white = near. `pixelAspect` gives it square pixels. Throws `media.missing`. */
export async function depthPicture(folder: string, frame: FrameIndex, wanted: { readonly width: Pixels; readonly height?: Pixels }): Promise<Picture> {
  const path = await depthFile(folder, frame);
  const resized = sharp(path).resize({ width: wanted.width, ...(wanted.height ? { height: wanted.height, fit: 'fill' } : { withoutEnlargement: true }), kernel: 'linear' });
  const { data, info } = await resized.toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer({ resolveWithObject: true });
  return { frame, width: info.width, height: info.height, type: 'image/png', data: data.toString('base64') };
}

/** Side of the square around a clicked point whose median counts, file pixels: one torn pixel decides nothing. */
const probeSide = 7;

/** Depth at a point of the picture, `x` and `y` 0..1 from its top left corner; 0 far..1 near, all 16 bits. Throws `media.missing`. */
export async function depthAt(folder: string, frame: FrameIndex, x: Unit, y: Unit): Promise<Unit> {
  const path = await depthFile(folder, frame);
  const { width = 1, height = 1 } = await sharp(path).metadata();
  const side = Math.min(probeSide, width, height);
  const place = (share: number, length: number): number => Math.min(length - side, Math.max(0, Math.round(share * length - side / 2)));
  const region = { left: place(x, width), top: place(y, height), width: side, height: side };
  const raw = await sharp(path).extract(region).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer();
  const values = new Uint16Array(raw.buffer, raw.byteOffset, side * side).slice().sort();
  return values[values.length >> 1] / 65535;
}
