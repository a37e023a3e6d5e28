import { RecordFile } from './recordFile.js';

/** Sum and count of a frame's halo measure (core/depth/haloScore). */
export interface FrameHalo {
  readonly sum: number;
  readonly count: number;
}

/** Halo measures of the frames written so far, so that a resumed job reports what an uninterrupted one does. */
export class HaloLog {
  private constructor(readonly file: RecordFile) {}

  static async open(path: string): Promise<HaloLog> {
    return new HaloLog(await RecordFile.open(path, 16));
  }

  async write(position: number, { sum, count }: FrameHalo): Promise<void> {
    const record = Buffer.alloc(20);
    record.writeDoubleLE(sum, 0);
    record.writeDoubleLE(count, 8);
    await this.file.write(position, record);
  }

  async read(position: number): Promise<FrameHalo | undefined> {
    const record = await this.file.read(position);
    return record && { sum: record.readDoubleLE(0), count: record.readDoubleLE(8) };
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
