import type { Picture } from '#contracts/picture';
import type { DepthPassport } from '#contracts/depthAsset';
import type { FrameIndex } from '#contracts/units';
import { framesPerSecond } from '#core/time/frameRate';
import type { HelperClient } from '../bridge/helperClient.js';
import { decodePicture } from '../state/pictureStore.js';
import type { SmallFrame } from './paintPreview.js';

/** Width of the frames the live preview works on, and how many a second: enough to judge an effect. */
const width = 256;
const rate = 12;
/** Frames fetched together: two seconds. */
const chunkFrames = 24;
/** Chunks kept: about twenty seconds, 15 MB. */
const mostChunks = 10;

function pixelsOf(bitmap: ImageBitmap, size: { readonly width: number; readonly height: number }): Uint8ClampedArray {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [size.width, size.height];
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  return context.getImageData(0, 0, size.width, size.height).data;
}

async function joinPictures(frame: Picture, depth: Picture): Promise<SmallFrame> {
  const [colours, greys] = await Promise.all([decodePicture(frame), decodePicture(depth)]).then((maps) => maps.map((map) => pixelsOf(map, frame)));
  const count = frame.width * frame.height;
  const pixels = new Uint8Array(count * 3);
  const depths = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    pixels.set(colours.subarray(i * 4, i * 4 + 3), i * 3);
    depths[i] = greys[i * 4];
  }
  return { width: frame.width, height: frame.height, pixels, depth: depths };
}

/** Small frames of a pass around the playhead, fetched a few at a time. */
export class SmallFrames {
  private readonly chunks = new Map<number, Promise<ReadonlyMap<FrameIndex, SmallFrame>>>();
  private readonly ready = new Map<number, ReadonlyMap<FrameIndex, SmallFrame>>();
  private readonly step: number;

  constructor(
    private readonly helper: HelperClient,
    private readonly pass: { readonly clip: string; readonly folder: string; readonly passport: DepthPassport },
  ) {
    this.step = Math.max(1, Math.round(framesPerSecond(pass.passport.frameRate) / rate));
  }

  /** The sampled frame that stands for a frame. */
  private sampled(frame: FrameIndex): FrameIndex {
    const { first } = this.pass.passport.frames;
    return first + Math.floor((frame - first) / this.step) * this.step;
  }

  private chunkOf(frame: FrameIndex): number {
    return Math.floor((frame - this.pass.passport.frames.first) / (this.step * chunkFrames));
  }

  /** The frame when it is there; asks for it and what follows when not. */
  get(frame: FrameIndex): { readonly frame: FrameIndex; readonly small: SmallFrame } | undefined {
    const chunk = this.chunkOf(frame);
    this.want(chunk);
    this.want(chunk + 1);
    const at = this.sampled(frame);
    const small = this.ready.get(chunk)?.get(at);
    return small ? { frame: at, small } : undefined;
  }

  async load(frame: FrameIndex): Promise<SmallFrame | undefined> {
    const chunk = this.chunkOf(frame);
    this.want(chunk);
    return (await this.chunks.get(chunk))?.get(this.sampled(frame));
  }

  private want(chunk: number): void {
    const { frames } = this.pass.passport;
    const first = frames.first + chunk * chunkFrames * this.step;
    if (this.chunks.has(chunk) || first > frames.last || chunk < 0) return;
    const loading = this.fetch(first);
    this.chunks.set(chunk, loading);
    loading.then((loaded) => this.ready.set(chunk, loaded), () => this.chunks.delete(chunk));
    const oldest = [...this.chunks.keys()][0];
    if (this.chunks.size <= mostChunks) return;
    this.chunks.delete(oldest);
    this.ready.delete(oldest);
  }

  private async fetch(first: FrameIndex): Promise<ReadonlyMap<FrameIndex, SmallFrame>> {
    const { clip, folder, passport } = this.pass;
    const count = Math.min(chunkFrames, Math.floor((passport.frames.last - first) / this.step) + 1);
    const wanted = { first, count, step: this.step, width };
    const [frames, depths] = await Promise.all([this.helper.request('pictures.clip', { clip, ...wanted }), this.helper.request('pictures.depth', { folder, ...wanted })]);
    const loaded = new Map<FrameIndex, SmallFrame>();
    for (const frame of frames) {
      const depth = depths.find((one) => one.frame === frame.frame);
      if (depth) loaded.set(frame.frame, await joinPictures(frame, depth));
    }
    return loaded;
  }
}
