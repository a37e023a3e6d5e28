import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameIndex, Size } from '#contracts/units';
import { placeWholeNow, writeFailure } from '../output/atomicFile.js';

/**
 * Small pictures of the depth that files of a pass show, for its report: 0 far..255 near, height × width. They lie in the job's own folder, so that a job
 * that goes on has those of frames that were written before.
 */
export class ShownDepths {
  readonly #waiting = new Map<FrameIndex, (grey: Uint8Array) => void>();

  private constructor(
    readonly folder: string,
    /** Of the small pictures. */
    readonly size: Size,
    readonly frames: ReadonlySet<FrameIndex>,
  ) {}

  /** `frames`: those that the report shows. Fails with `output.unwritable`, `output.diskFull`. */
  static async open(folder: string, size: Size, frames: ReadonlySet<FrameIndex>): Promise<ShownDepths> {
    await mkdir(folder, { recursive: true }).catch((error: unknown) => Promise.reject(writeFailure(folder, error) as Error));
    return new ShownDepths(folder, size, frames);
  }

  /** Fails as `open`. */
  write(index: FrameIndex, grey: Uint8Array): void {
    placeWholeNow(this.#pathOf(index), [grey]);
    this.#waiting.get(index)?.(grey);
  }

  /** The picture of a frame, once it is there. */
  async when(index: FrameIndex): Promise<Uint8Array> {
    const written = new Promise<Uint8Array>((resolve) => this.#waiting.set(index, resolve));
    return (await this.#read(index)) ?? written;
  }

  /** Whether nothing is left to be seen of a frame. */
  async isDone(index: FrameIndex): Promise<boolean> {
    return !this.frames.has(index) || (await this.#read(index)) !== undefined;
  }

  async #read(index: FrameIndex): Promise<Uint8Array | undefined> {
    const grey = await readFile(this.#pathOf(index)).catch(() => undefined);
    return grey?.length === this.size.width * this.size.height ? grey : undefined;
  }

  #pathOf(index: FrameIndex): string {
    return join(this.folder, `${index}.grey`);
  }
}
