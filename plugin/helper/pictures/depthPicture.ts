import { join } from 'node:path';
import sharp from 'sharp';
import type { Picture } from '#contracts/picture';
import type { FrameIndex, Pixels, Size, Unit } from '#contracts/units';
import { ditherTo8 } from '#core/depth/dither';
import type { Grid } from '#core/depth/grid';
import { failureError } from '#core/failure/result';
import { depthFileOf, readDepthPicture, type DepthFile } from '../output/depthPicture.js';
import { framesIn } from '../output/frameFiles.js';
import { readPassport } from '../output/passportFile.js';

/** A frame's file and the size of the pass, as far as it is known: a pass that is being made has no passport yet. */
async function findFrame(folder: string, frame: FrameIndex): Promise<{ readonly file: DepthFile; readonly size?: Size }> {
  const passport = await readPassport(folder).catch(() => undefined);
  if (passport && frame >= passport.frames.first && frame <= passport.frames.last) return { file: depthFileOf(folder, passport, frame), size: passport.size };
  const name = (await framesIn(folder)).get(frame);
  if (name === undefined) throw failureError('media.missing', `frame ${frame} of ${folder}`);
  return { file: { path: join(folder, name) } };
}

async function sizeOf({ file, size }: { readonly file: DepthFile; readonly size?: Size }): Promise<Size> {
  if (size) return size;
  const { width = 1, height = 1 } = await sharp(file.path).metadata();
  return { width, height };
}

/** One frame of a depth pass as a small 8-bit grey PNG, dithered, white = near. `pixelAspect` gives it square pixels. Throws `media.missing`. */
export async function depthPicture(folder: string, frame: FrameIndex, wanted: { readonly width: Pixels; readonly height?: Pixels }): Promise<Picture> {
  const found = await findFrame(folder, frame);
  const full = await sizeOf(found);
  const width = wanted.height === undefined ? Math.min(wanted.width, full.width) : wanted.width;
  const height = wanted.height ?? Math.max(1, Math.round((full.height * width) / full.width));
  const codes = to8Bit(await readDepthPicture(found.file, { width, height }));
  const data = await sharp(codes, { raw: { width, height, channels: 1 } }).toColourspace('b-w').png({ compressionLevel: 6 }).toBuffer();
  return { frame, width, height, type: 'image/png', data: data.toString('base64') };
}

const to8Bit = ({ width, values }: Grid): Uint8Array => Uint8Array.from(values, (value, i) => ditherTo8(value, i % width, Math.floor(i / width)));

/** Side of the square around a clicked point whose median counts, file pixels: one torn pixel decides nothing. */
const probeSide = 7;

/** Depth at a point of the picture, `x` and `y` 0..1 from its top left corner; 0 far..1 near, all 16 bits. Throws `media.missing`. */
export async function depthAt(folder: string, frame: FrameIndex, x: Unit, y: Unit): Promise<Unit> {
  const found = await findFrame(folder, frame);
  const { width, height } = await sizeOf(found);
  const { values } = await readDepthPicture(found.file, { width, height });
  const side = Math.min(probeSide, width, height);
  const place = (share: number, length: number): number => Math.min(length - side, Math.max(0, Math.round(share * length - side / 2)));
  const [left, top] = [place(x, width), place(y, height)];
  const probed = Float32Array.from({ length: side * side }, (_, i) => values[(top + Math.floor(i / side)) * width + left + (i % side)]!).sort();
  return probed[probed.length >> 1]!;
}
