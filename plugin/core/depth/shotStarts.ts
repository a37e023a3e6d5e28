import type { FrameIndex } from '#contracts/units';
import type { Thumbnail } from './sceneCut.js';
import { judgeFrame, LOOK_AHEAD, LOOK_BACK, type SeenFrame, type ShotChange } from './shotChange.js';
import { centralSpread } from './thumbnailLooks.js';

/** Anything that stands for one frame and carries its reduced picture. */
export interface Glimpse {
  readonly index: FrameIndex;
  readonly thumbnail: Thumbnail;
}

export interface ShotStartOptions<T = Glimpse> {
  /** The frames right before the first one, oldest first; none at the beginning of a job, which is never a cut. */
  readonly before?: readonly Omit<SeenFrame, 'spread'>[];
  /** First frames of shots when they are known already: then nothing is looked for. */
  readonly known?: ReadonlySet<FrameIndex> | undefined;
  /** Every frame is a shot of its own. */
  readonly alone?: boolean;
  /** Told each frame as soon as it is there, and what it looks like without those after it: whether a shot begins may turn out otherwise. */
  readonly foresee?: (frame: T, guess: ShotChange) => void;
}

export type JudgedFrame<T> = ShotChange & { readonly frame: T };

/**
 * Gives each frame of a sequence with the answers whether a shot begins with it and whether it shows anything. A frame waits until the frames
 * are known that could turn its cut into a flash or a part of a dissolve (`LOOK_AHEAD`); memory holds those and `LOOK_BACK` thumbnails.
 */
export async function* withShotStarts<T extends Glimpse>(frames: AsyncIterable<T>, options: ShotStartOptions<T> = {}): AsyncGenerator<JudgedFrame<T>> {
  const seen = (thumbnail: Thumbnail, cut: boolean): SeenFrame => ({ thumbnail, spread: centralSpread(thumbnail), cut });
  const before: SeenFrame[] = (options.before ?? []).map(({ thumbnail, cut }) => seen(thumbnail, cut));
  const waiting: { readonly frame: T; readonly seen: SeenFrame }[] = [];
  const judge = (frame: T, at: number): ShotChange => {
    const found = judgeFrame([...before, ...waiting.map((one) => one.seen)], at);
    const begins = options.known ? options.known.has(frame.index) : options.alone === true || found.cut;
    return { cut: at > 0 && begins, blind: found.blind };
  };
  const settle = (): JudgedFrame<T> => {
    const judged = judge(waiting[0]!.frame, before.length);
    const { frame, seen: here } = waiting.shift()!;
    before.push({ ...here, cut: judged.cut });
    if (before.length > LOOK_BACK) before.shift();
    return { frame, ...judged };
  };
  for await (const frame of frames) {
    waiting.push({ frame, seen: seen(frame.thumbnail, false) });
    options.foresee?.(frame, judge(frame, before.length + waiting.length - 1));
    if (waiting.length > LOOK_AHEAD) yield settle();
  }
  while (waiting.length > 0) yield settle();
}
