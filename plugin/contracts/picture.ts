import type { FrameIndex, Pixels } from './units.js';

/** A small picture for the panel, some kilobytes: whole frames never travel. */
export interface Picture {
  readonly frame: FrameIndex;
  readonly width: Pixels;
  readonly height: Pixels;
  readonly type: 'image/jpeg' | 'image/png';
  /** The file, base64. */
  readonly data: string;
}
