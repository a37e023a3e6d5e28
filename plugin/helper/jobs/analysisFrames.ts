import type { ModelRow } from '#contracts/modelManifest';
import type { FrameRange, Size } from '#contracts/units';
import type { DecodeAhead } from '../frames/decodeAhead.js';
import { openFrames } from '../frames/ffmpegFrames.js';
import { keepsCoresBusy } from '../inference/loadAhead.js';
import type { Frame, FrameSource } from '../frames/frameSource.js';
import type { SpareMemory } from '../workers/spareMemory.js';
import type { HeadStart } from './headStart.js';
import { decodeWhole } from './jobDecoders.js';
import type { PreparedJob } from './prepareJob.js';

/** A network that averages boxes gets its small picture from the decoder, which is quicker at that than a script. */
export const takesSmallPictures = ({ input }: ModelRow): boolean => input.interpolation === 'area' && input.padding !== 'reflectRoot';

type FrameNeeds = Pick<PreparedJob, 'info' | 'model' | 'signal'>;
type PictureNeeds = FrameNeeds & Pick<PreparedJob, 'provider'>;

/** The pictures of a range as the first pass sees them. */
export function analysisFrames({ info, model, signal }: FrameNeeds, mapSize: Size, range: FrameRange, spare?: SpareMemory): FrameSource {
  return openFrames(info, { range, signal, ...(takesSmallPictures(model.row) ? { size: mapSize } : {}), ...(spare ? { spare } : {}) });
}

/** The first pass's pictures, whose decoder starts while the network is loaded, where it need not know the network's size. */
export class AnalysisPictures {
  /** Takes the memory of pictures, and of what is made of them, back. */
  readonly spare: SpareMemory;
  readonly #whole: DecodeAhead;

  constructor(
    readonly job: PictureNeeds,
    head: Pick<HeadStart, 'spare' | 'takeDecoder'>,
  ) {
    this.spare = head.spare;
    // Beside a small network, or a graphics card, the decoder is what all wait for.
    const isBusy = keepsCoresBusy(job.model.path, job.provider);
    this.#whole = head.takeDecoder() ?? decodeWhole(job, this.spare, isBusy);
  }

  begin(range: FrameRange): void {
    if (takesSmallPictures(this.job.model.row)) void this.#whole.close();
    else this.#whole.begin(range);
  }

  open(range: FrameRange, mapSize: Size, told: PictureNews): FrameSource {
    const source = takesSmallPictures(this.job.model.row) ? analysisFrames(this.job, mapSize, range, this.spare) : this.#whole.take(range);
    return { ...source, [Symbol.asyncIterator]: () => telling(source, told) };
  }

  /** Ends what was begun and not used. */
  close(): Promise<void> {
    return this.#whole.close();
  }
}

/** `onFirst`: the first picture is there. `onEnd`: the last one was taken. */
export interface PictureNews {
  readonly onFirst: () => void;
  readonly onEnd: () => void;
}

async function* telling(source: FrameSource, { onFirst, onEnd }: PictureNews): AsyncGenerator<Frame> {
  let isFirst = true;
  for await (const frame of source) {
    if (isFirst) onFirst();
    isFirst = false;
    yield frame;
  }
  onEnd();
}
