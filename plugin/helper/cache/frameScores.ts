import { RecordFile } from './recordFile.js';

/** What was measured on a frame while it was written. */
export interface FrameScore {
  /** Sum and count of its halo measure (core/depth/haloScore). */
  readonly sum: number;
  readonly count: number;
  /** Of the settled map (core/depth/settle); nothing for the last frame of a shot. */
  readonly flicker?: number;
}

/** Stands for a flicker that is not there: the measure itself is never negative. */
const NONE = -1;

/** Measures of the frames written so far, so that a resumed job reports what an uninterrupted one does. */
export class FrameScores {
  private constructor(readonly file: RecordFile) {}

  static async open(path: string): Promise<FrameScores> {
    return new FrameScores(await RecordFile.open(path, 24));
  }

  async write(position: number, { sum, count, flicker }: FrameScore): Promise<void> {
    const record = Buffer.alloc(28);
    [sum, count, flicker ?? NONE].forEach((value, i) => record.writeDoubleLE(value, 8 * i));
    await this.file.write(position, record);
  }

  async read(position: number): Promise<FrameScore | undefined> {
    const record = await this.file.read(position);
    if (!record) return undefined;
    const [sum, count, flicker] = [0, 8, 16].map((at) => record.readDoubleLE(at)) as [number, number, number];
    return { sum, count, ...(flicker === NONE ? {} : { flicker }) };
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
