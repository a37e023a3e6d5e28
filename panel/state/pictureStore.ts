import type { Picture } from '#contracts/picture';
import type { FrameIndex, Pixels } from '#contracts/units';
import type { HelperClient } from '../bridge/helperClient.js';

/** Pictures kept decoded; about a quarter of a megabyte each. */
const mostKept = 64;

export interface PassPictures {
  readonly frame: ImageBitmap;
  readonly depth?: ImageBitmap;
}

/** A picture of the helper's, decoded without a network. */
export async function decodePicture({ data, type }: Picture): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type }));
}

/** Small pictures of a clip and its pass, fetched once and kept for a while. */
export class PictureStore {
  private readonly kept = new Map<string, Promise<PassPictures>>();

  constructor(private readonly helper: HelperClient) {}

  get(clip: string, folder: string, frame: FrameIndex, width: Pixels): Promise<PassPictures> {
    const key = `${clip}\n${folder}\n${frame}\n${width}`;
    const known = this.kept.get(key) ?? this.fetch(clip, folder, frame, width);
    this.kept.delete(key);
    this.kept.set(key, known);
    known.catch(() => this.kept.delete(key));
    this.forget();
    return known;
  }

  private async fetch(clip: string, folder: string, first: FrameIndex, width: Pixels): Promise<PassPictures> {
    const wanted = { first, count: 1, step: 1, width };
    const [frames, depths] = await Promise.all([this.helper.request('pictures.clip', { clip, ...wanted }), this.helper.request('pictures.depth', { folder, ...wanted })]);
    const depth = depths[0] ? await decodePicture(depths[0]) : undefined;
    return { frame: await decodePicture(frames[0]), ...(depth ? { depth } : {}) };
  }

  /** Bitmaps hold memory outside the heap until they are closed. */
  private forget(): void {
    for (const [key, pictures] of this.kept) {
      if (this.kept.size <= mostKept) return;
      this.kept.delete(key);
      void pictures.then(closePictures, () => undefined);
    }
  }

  dispose(): void {
    for (const pictures of this.kept.values()) void pictures.then(closePictures, () => undefined);
    this.kept.clear();
  }
}

function closePictures({ frame, depth }: PassPictures): void {
  frame.close();
  depth?.close();
}
