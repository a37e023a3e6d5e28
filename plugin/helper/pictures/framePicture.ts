import sharp from 'sharp';
import type { Picture } from '#contracts/picture';
import type { FrameIndex, Pixels, Size } from '#contracts/units';
import { failureError } from '#core/failure/result';
import { openFrames } from '../frames/ffmpegFrames.js';
import { probeVideo } from '../media/probeMedia.js';

/** Size of a small picture of a source, upright and with square pixels, at most `width` wide; even numbers for the decoder's scaler. */
export function smallSize(source: Size, pixelAspect: number, width: Pixels): Size {
  const shown = source.width * pixelAspect;
  const scale = Math.min(1, width / shown);
  const side = (length: number): number => Math.max(2, Math.round(length * scale));
  return { width: side(shown), height: side(source.height) };
}

/** Some frames of a clip as small JPEG pictures: every `step`th from `first` on, `count` at most. Cost: decoding the frames between. */
export async function framePictures(clip: string, wanted: { readonly first: FrameIndex; readonly count: number; readonly step: number; readonly width: Pixels }, signal: AbortSignal): Promise<Picture[]> {
  const info = await probeVideo(clip);
  const size = smallSize(info.video.size, info.video.pixelAspect, wanted.width);
  const range = { first: wanted.first, last: wanted.first + (wanted.count - 1) * wanted.step };
  const pictures: Picture[] = [];
  for await (const frame of openFrames(info, { range, size, signal })) {
    if ((frame.index - wanted.first) % wanted.step !== 0) continue;
    const jpeg = await sharp(frame.pixels, { raw: { width: frame.width, height: frame.height, channels: 3 } }).jpeg({ quality: 80 }).toBuffer();
    pictures.push({ frame: frame.index, width: frame.width, height: frame.height, type: 'image/jpeg', data: jpeg.toString('base64') });
  }
  if (pictures.length === 0) throw failureError('usage.invalid', `${clip} has no frame ${wanted.first}`);
  return pictures;
}
