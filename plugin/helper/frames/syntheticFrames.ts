import type { FrameRate, Size } from '#contracts/units';
import type { Frame, FrameSource } from './frameSource.js';

/** Pictures computed by a formula, for tests and for measuring without a decoder. `paint` fills height × width × channels. */
export interface SyntheticClip {
  readonly size: Size;
  readonly rate: FrameRate;
  readonly frames: number;
  readonly channels: 1 | 3;
  readonly paint: (index: number, pixels: Uint8Array) => void;
}

export function syntheticFrames(clip: SyntheticClip): FrameSource {
  async function* draw(): AsyncGenerator<Frame> {
    const { width, height } = clip.size;
    for (let index = 0; index < clip.frames; index++) {
      const pixels = new Uint8Array(width * height * clip.channels);
      clip.paint(index, pixels);
      yield await Promise.resolve({ index, width, height, channels: clip.channels, pixels });
    }
  }
  return { size: clip.size, rate: clip.rate, [Symbol.asyncIterator]: draw };
}
