import { makeGrid } from '#core/depth/grid';
import { applySlots } from '#core/preview/applySlots';
import type { PreviewLook } from '#core/preview/previewLook';
import { rgbPicture } from '#core/preview/picture';
import type { SlotValues } from '#contracts/slots';

/** A small frame with its depth: `pixels` width × height × 3 sRGB bytes, `depth` one byte each, 255 = near. */
export interface SmallFrame {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  readonly depth: Uint8Array;
}

export interface PaintCall {
  readonly id: number;
  readonly frame: SmallFrame;
  readonly slots: SlotValues;
  readonly look: PreviewLook;
}

export interface PaintReply {
  readonly id: number;
  /** Width × height × 4, opaque. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** The effect on one small frame, as a canvas takes it. */
export function paintPreview({ id, frame, slots, look }: PaintCall): PaintReply {
  const { width, height } = frame;
  const depth = makeGrid(width, height, Float32Array.from(frame.depth, (value) => value / 255));
  const painted = applySlots(rgbPicture(width, height, frame.pixels), depth, slots, look).pixels;
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < painted.length; from += 3, to += 4) {
    pixels[to] = painted[from];
    pixels[to + 1] = painted[from + 1];
    pixels[to + 2] = painted[from + 2];
    pixels[to + 3] = 255;
  }
  return { id, pixels };
}
