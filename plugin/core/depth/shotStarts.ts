import type { FrameIndex } from '#contracts/units';
import { CUT_LOOK_AHEAD, CUT_LOOK_BACK, isCut, type Thumbnail } from './sceneCut.js';

/** Anything that stands for one frame and carries its reduced picture. */
export interface Glimpse {
  readonly index: FrameIndex;
  readonly thumbnail: Thumbnail;
}

export interface ShotStartOptions {
  /** Thumbnails of the frames right before the first one, oldest first; none at the beginning of a job, which is never a cut. */
  readonly before?: readonly Thumbnail[];
  /** First frames of shots when they are known already: then nothing is looked for. */
  readonly known?: ReadonlySet<FrameIndex> | undefined;
  /** Every frame is a shot of its own. */
  readonly alone?: boolean;
}

/**
 * Gives each frame of a sequence with the answer whether a shot begins with it. A frame waits until the frames are known that could turn its
 * cut into a flash (`CUT_LOOK_AHEAD`); memory holds those and `CUT_LOOK_BACK` thumbnails.
 */
export async function* withShotStarts<T extends Glimpse>(frames: AsyncIterable<T>, options: ShotStartOptions = {}): AsyncGenerator<{ readonly frame: T; readonly cut: boolean }> {
  const before: Thumbnail[] = [...(options.before ?? [])];
  const waiting: T[] = [];
  const settle = (): { frame: T; cut: boolean } => {
    const frame = waiting[0]!;
    const window = [...before, ...waiting.slice(0, CUT_LOOK_AHEAD + 1).map(({ thumbnail }) => thumbnail)];
    const begins = options.known ? options.known.has(frame.index) : options.alone === true || isCut(window, before.length);
    const cut = before.length > 0 && begins;
    before.push(frame.thumbnail);
    if (before.length > CUT_LOOK_BACK) before.shift();
    waiting.shift();
    return { frame, cut };
  };
  for await (const frame of frames) {
    waiting.push(frame);
    if (waiting.length > CUT_LOOK_AHEAD) yield settle();
  }
  while (waiting.length > 0) yield settle();
}
